/** Deliberate attacks on the service, and their effect on its memory and on correct callers. */
package io.imbridge.abuse;

/** The files of {@code deploy}, as operators use them. */
package io.imbridge.deploy;

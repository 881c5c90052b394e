/** The records as consumers of CloudEvents see them, through their own SDKs. */
package io.imbridge.cloudevents;

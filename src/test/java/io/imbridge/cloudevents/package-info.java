/** The records as consumers of CloudEvents read them with their own SDKs. */
package io.imbridge.cloudevents;

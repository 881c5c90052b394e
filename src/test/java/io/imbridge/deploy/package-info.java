/** The files of {@code deploy}, as those read them who run the service. */
package io.imbridge.deploy;

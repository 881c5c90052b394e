/** The command line beside the service: looks into an outbox, and drains it. */
@NullMarked
package io.imbridge.cli;

import org.jspecify.annotations.NullMarked;

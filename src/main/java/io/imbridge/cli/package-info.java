/** The command line beside the service: inspects an outbox, drains it, simulates the vendor, prints topics. */
@NullMarked
package io.imbridge.cli;

import org.jspecify.annotations.NullMarked;

/** The vendor's REST API: asks about groups within a budget, and publishes the answers to Kafka. */
@NullMarked
package io.imbridge.vendor;

import org.jspecify.annotations.NullMarked;

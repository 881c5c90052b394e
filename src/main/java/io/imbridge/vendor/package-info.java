/** The vendor's REST API: asks what a group is, within a budget, and tells Kafka. */
@NullMarked
package io.imbridge.vendor;

import org.jspecify.annotations.NullMarked;

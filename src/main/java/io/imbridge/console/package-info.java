/**
 * The live log and the pages that show the state of the service. It uses Kafka, the interface of the profiles, and the
 * data that {@code ops} gives it. With {@code bridge.console.enabled=false} nothing of it runs.
 */
@NullMarked
package io.imbridge.console;

import org.jspecify.annotations.NullMarked;

/**
 * The live log and the pages that show all of the service. It meets the rest in Kafka, in profiles' door and in what
 * {@code ops} answers it; with {@code bridge.console.enabled=false} nothing of it runs.
 */
@NullMarked
package io.imbridge.console;

import org.jspecify.annotations.NullMarked;

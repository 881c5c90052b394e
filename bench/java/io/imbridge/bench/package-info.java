/**
 * Measures the packaged service side by side with the smallest programs that could do the same HTTP and Kafka work.
 *
 * <p>Nothing here is in the package or in the tests; {@code bench/run} builds and starts it.
 */
package io.imbridge.bench;

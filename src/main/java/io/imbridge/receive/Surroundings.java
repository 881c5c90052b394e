package io.imbridge.receive;

import org.jspecify.annotations.Nullable;

/**
 * What is around all requests.
 *
 * @param tracer null where nothing is traced
 * @param keepAlive what a caller is told of how long its connection stays open
 */
record Surroundings(
        Door door,
        InFlight inFlight,
        CallbackObserver observer,
        @Nullable CallbackTracer tracer,
        String keepAlive) {}

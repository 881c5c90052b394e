package io.imbridge.bench;

import java.time.Duration;

/**
 * A measurement of one subject, with one number of connections, in one round.
 *
 * @param serverCpu the server's CPU seconds for 10,000 callbacks
 * @param brokerCpu the broker's CPU seconds for 10,000 callbacks
 * @param memory the resident memory at the end, in bytes
 * @param firstOk the time from the start of its process to the first OK
 * @param idleMemory the resident memory after the first OK and before the load, in bytes
 */
record Measurement(
        Subject subject,
        int connections,
        Wrk.Result result,
        double serverCpu,
        double brokerCpu,
        long memory,
        Duration firstOk,
        long idleMemory) {}

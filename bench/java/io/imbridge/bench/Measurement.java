package io.imbridge.bench;

import java.time.Duration;

/**
 * One subject at one number of connections in one round.
 *
 * @param serverCpu seconds for 10,000 callbacks
 * @param brokerCpu seconds for 10,000 callbacks
 * @param memory resident, at the end, in bytes
 * @param firstOk from the start of its process
 * @param idleMemory resident, after the first OK and before the load, in bytes
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

package io.imbridge.faults;

import static io.imbridge.faults.Proof.BACKLOG;
import static io.imbridge.faults.Proof.CALLBACKS_A_ROUND;
import static io.imbridge.faults.Proof.OUTAGE_SECONDS;
import static io.imbridge.faults.Proof.ROUNDS;
import static io.imbridge.faults.Proof.assertKept;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The service crashes, stops, and has a large backlog. */
@ResourceLock(FaultRig.CORES)
class FaultsIT {
    @Test
    void nothing_is_lost_by_kill_9_with_and_without_kafka() {
        try (FaultRig rig = new FaultRig(FaultSetup.of("kill"))) {
            for (int round = 0; round < ROUNDS; round++) {
                boolean unreachable = round % 2 == 1;
                if (unreachable) {
                    rig.broker().stop();
                }
                try (Load load = rig.load("round" + round, 16, 20_000)) {
                    assertThat(load).isNotNull();
                    rig.awaitMoreOk(ThreadLocalRandom.current().nextInt(1, 2 * CALLBACKS_A_ROUND));
                    rig.service().kill();
                }
                if (unreachable) {
                    rig.broker().start();
                }
                rig.service().start();
            }
            assertKept(rig.verdict("kill -9, " + ROUNDS + " rounds"));
        }
    }

    @Test
    void kafkas_absence_is_not_noticed_outside() {
        try (FaultRig rig = new FaultRig(FaultSetup.of("outage"))) {
            try (Load load = rig.load("outage", 16, 1000)) {
                rig.awaitMoreOk(1000);
                rig.broker().stop();
                rig.awaitMoreOk(1000L * OUTAGE_SECONDS);
                assertThat(rig.keeping().get("mode").textValue()).isEqualTo("disk");
                rig.broker().start();
                rig.awaitMoreOk(1000);
                FaultRig.note("answers while Kafka was unreachable: p50 "
                        + load.latency(0.5).toMillis() + " ms, p99 "
                        + load.latency(0.99).toMillis() + " ms");
            }
            assertThat(rig.oracle().otherwise()).isEmpty();
            assertKept(rig.verdict("Kafka unreachable for " + OUTAGE_SECONDS + " s"));
        }
    }

    @Test
    void a_large_backlog_starts_accepts_and_drains_in_little_memory() {
        try (FaultRig rig = new FaultRig(FaultSetup.of("backlog"))) {
            rig.broker().stop();
            try (Load load = rig.load("backlog", 32, 100_000)) {
                assertThat(load).isNotNull();
                rig.awaitMoreOk(BACKLOG);
                rig.service().kill();
            }
            rig.service().start();
            assertThat(rig.keeping().get("records").asLong()).isGreaterThanOrEqualTo(BACKLOG);
            try (Load load = rig.load("behind", 4, 1000)) {
                assertThat(load).isNotNull();
                rig.awaitMoreOk(1000);
                rig.broker().start();
                long begin = System.nanoTime();
                rig.drainUnderLoad();
                FaultRig.note("a backlog of " + BACKLOG + " under 1,000 callbacks/s drained in "
                        + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s, peak memory of the process "
                        + Proof.peakMemory(rig.service().pid()));
            }
            assertKept(rig.verdict("a backlog of " + BACKLOG + ", -Xmx128m"));
        }
    }

    @Test
    void a_stop_under_load_loses_nothing_and_is_quick() {
        try (FaultRig rig = new FaultRig(FaultSetup.of("stop"))) {
            try (Load load = rig.load("stop", 16, 5000)) {
                assertThat(load).isNotNull();
                rig.awaitMoreOk(3000);
                rig.service().terminate();
                rig.service().awaitExit(Duration.ofSeconds(20));
            }
            rig.service().start();
            assertKept(rig.verdict("SIGTERM under load"));
        }
    }
}

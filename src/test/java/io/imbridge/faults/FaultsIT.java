package io.imbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.faults.Oracle.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * The product's proof: OK means kept. The short form runs in every build; {@code -Dfaults.rounds=20},
 * {@code -Dfaults.callbacks=12000} and {@code -Dfaults.seconds=600} make it long.
 */
class FaultsIT {
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 3);
    private static final int CALLBACKS_A_ROUND = Integer.getInteger("faults.callbacks", 2000);
    private static final int OUTAGE_SECONDS = Integer.getInteger("faults.seconds", 8);

    /** The stated bound on duplicates after one crash. */
    private static final long DUPLICATES_A_CRASH = 10_000;

    @Test
    void nothing_is_lost_by_kill_9_with_and_without_kafka() {
        try (FaultRig rig = new FaultRig("kill", Map.of())) {
            for (int round = 0; round < ROUNDS; round++) {
                boolean away = round % 2 == 1;
                if (away) {
                    rig.broker().stop();
                }
                try (Load load = rig.load("round" + round, 16, 20_000)) {
                    assertThat(load).isNotNull();
                    awaitMoreOk(rig, ThreadLocalRandom.current().nextInt(1, 2 * CALLBACKS_A_ROUND));
                    rig.service().kill();
                }
                if (away) {
                    rig.broker().start();
                }
                rig.service().start();
            }
            assertKept(rig.verdict("kill -9, " + ROUNDS + " rounds"), ROUNDS * DUPLICATES_A_CRASH);
        }
    }

    @Test
    void kafkas_absence_is_not_noticed_outside() {
        try (FaultRig rig = new FaultRig("outage", Map.of())) {
            try (Load load = rig.load("outage", 16, 1000)) {
                awaitMoreOk(rig, 1000);
                rig.broker().stop();
                awaitMoreOk(rig, 1000L * OUTAGE_SECONDS);
                assertThat(rig.keeping().get("mode").textValue()).isEqualTo("disk");
                rig.broker().start();
                awaitMoreOk(rig, 1000);
                FaultRig.note(
                        "answers while Kafka was away: p50 " + load.latency(0.5).toMillis() + " ms, p99 "
                                + load.latency(0.99).toMillis() + " ms");
            }
            assertThat(rig.oracle().otherwise()).isEmpty();
            assertKept(rig.verdict("Kafka away for " + OUTAGE_SECONDS + " s"), 0);
        }
    }

    @Test
    void kafka_restarting_again_and_again_loses_nothing() {
        try (FaultRig rig = new FaultRig("restarts", Map.of())) {
            try (Load load = rig.load("restarts", 16, 2000)) {
                assertThat(load).isNotNull();
                for (int round = 0; round < ROUNDS; round++) {
                    awaitMoreOk(rig, 1000);
                    rig.broker().kill();
                    awaitMoreOk(rig, 1000);
                    rig.broker().start();
                }
            }
            assertThat(rig.oracle().otherwise()).isEmpty();
            assertKept(rig.verdict("Kafka killed " + ROUNDS + " times"), 0);
        }
    }

    @Test
    void a_full_outbox_refuses_only_while_kafka_is_away_too() {
        try (FaultRig rig = new FaultRig("full", Map.of("BRIDGE_OUTBOX_MAX_SIZE", "4M"))) {
            try (Load load = rig.load("full", 16, 2000)) {
                assertThat(load).isNotNull();
                awaitMoreOk(rig, 500);
                rig.broker().stop();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> rig.oracle().otherwise().getOrDefault(503, 0L) > 100);
                rig.broker().start();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> rig.keeping().get("mode").textValue().equals("disk"));
                awaitMoreOk(rig, 1000);
            }
            assertThat(rig.oracle().otherwise()).containsOnlyKeys(503);
            assertKept(rig.verdict("outbox full and Kafka away"), DUPLICATES_A_CRASH);
        }
    }

    @Test
    void a_stop_under_load_loses_nothing_and_is_quick() {
        try (FaultRig rig = new FaultRig("stop", Map.of())) {
            try (Load load = rig.load("stop", 16, 5000)) {
                assertThat(load).isNotNull();
                awaitMoreOk(rig, 3000);
                rig.service().terminate();
                rig.service().awaitExit(Duration.ofSeconds(20));
            }
            rig.service().start();
            assertKept(rig.verdict("SIGTERM under load"), 0);
        }
    }

    private static void awaitMoreOk(FaultRig rig, long more) {
        long goal = rig.oracle().answeredOk() + more;
        await().atMost(Duration.ofMinutes(1).plusSeconds(2L * OUTAGE_SECONDS))
                .until(() -> rig.oracle().answeredOk() >= goal);
    }

    private static void assertKept(Verdict verdict, long maxDuplicates) {
        assertThat(verdict.answeredOk()).isPositive();
        assertThat(verdict.lost()).as("lost").isZero();
        assertThat(verdict.foreign()).as("foreign").isZero();
        assertThat(verdict.inversions()).as("inversions").isZero();
        assertThat(verdict.duplicates()).as("duplicates").isLessThanOrEqualTo(maxDuplicates);
    }
}

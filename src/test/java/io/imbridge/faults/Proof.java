package io.imbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.faults.Oracle.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The settings of the proof that OK means kept: how long it runs, and its requirements. The short form runs in every
 * build; {@code -Dfaults.rounds=20}, {@code -Dfaults.callbacks=11000}, {@code -Dfaults.seconds=600} and
 * {@code -Dfaults.backlog=1000000} make it long.
 */
final class Proof {
    static final int ROUNDS = Integer.getInteger("faults.rounds", 3);
    static final int CALLBACKS_A_ROUND = Integer.getInteger("faults.callbacks", 2000);
    static final int OUTAGE_SECONDS = Integer.getInteger("faults.seconds", 5);
    static final int BACKLOG = Integer.getInteger("faults.backlog", 20_000);

    /** Whether any part of the proof has another length than in every build. */
    static final boolean OF_OWN_LENGTH = Stream.of("rounds", "callbacks", "seconds", "backlog")
            .anyMatch(part -> System.getProperty("faults." + part) != null);

    /** In an outage that is longer than its timeouts, Kafka's client itself may write some records twice. */
    static final long DUPLICATES_OF_THE_CLIENT = 10_000;

    private Proof() {}

    static void assertKept(Verdict verdict) {
        assertKept(verdict, 0);
    }

    static void assertKept(Verdict verdict, long maxDuplicates) {
        assertThat(verdict.answeredOk()).isPositive();
        assertThat(verdict.lost()).as("lost").isZero();
        assertThat(verdict.foreign()).as("foreign").isZero();
        assertThat(verdict.inversions()).as("inversions").isZero();
        assertThat(verdict.duplicates()).as("duplicates").isLessThanOrEqualTo(maxDuplicates);
    }

    /** The peak memory of a process as Linux reports it; on other systems it is unknown. */
    static String peakMemory(long pid) {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.substring("VmHWM:".length()).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}

package io.imbridge.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the console shows of the service around it, which it does not know itself. May ask the disk: not for event loops. */
public interface ServiceView {
    /**
     * What does not change while the service runs.
     *
     * @param instance its name among several
     * @param apps the SDKAppIDs whose callbacks are taken
     * @param example a command line that sends a first callback here
     * @param kafka where Kafka is
     */
    record Facts(String version, String instance, Instant startedAt, List<String> apps, String example, String kafka) {}

    /** How it is at one moment. Counts are since the start. */
    record Moment(Receiving receiving, Kept kept, Sending sending) {}

    /**
     * How callbacks come in.
     *
     * @param ok how many were kept
     * @param refused how many requests were refused
     * @param latencies how long those that were kept took
     */
    record Receiving(long ok, long refused, LatencyHistogram latencies) {}

    /**
     * How callbacks are kept.
     *
     * @param mode where
     * @param since since when
     * @param oldest when the oldest that is kept came; null where there is none
     * @param fullIn when there will be no room any more; null where that is not in sight
     */
    record Kept(
            Mode mode,
            Instant since,
            long records,
            long bytes,
            @Nullable Instant oldest,
            @Nullable Duration fullIn) {}

    /** Where callbacks are kept. */
    enum Mode {
        /** On disk. */
        DISK,
        /** Their answers wait for Kafka, because the disk cannot keep them. */
        WAITING_FOR_KAFKA,
        /** Nowhere: neither the disk nor Kafka takes them. */
        REFUSING,
        /** Their answers wait for Kafka, because no disk is asked for. */
        OFF
    }

    /**
     * How records go to Kafka.
     *
     * @param state {@code idle}, {@code delivering} or {@code unreachable}
     * @param lasting how long it has been away, or has not been
     * @param published how many Kafka has taken
     * @param paused the topics that cannot be written to now
     * @param deadLetters how many of them were dead letters
     */
    record Sending(
            String state, Duration lasting, long published, int inFlight, List<String> paused, long deadLetters) {}

    /**
     * How many refusals there were for a reason.
     *
     * @param reason as in metrics and logs
     * @param words the reason in a sentence
     */
    record Reason(String reason, String words, long count) {}

    Facts facts();

    Moment look();

    /** Those that there were. */
    List<Reason> refusals();
}

package io.imbridge.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the console the data about the service that the console does not have itself. It may ask the disk, so do not
 * call it on event loops.
 */
public interface ServiceView {
    /**
     * Facts that do not change while the service runs.
     *
     * @param instance the instance's name among several
     * @param apps the SDKAppIDs whose callbacks the service accepts
     * @param example a command line that sends a first callback to this service
     * @param kafka the address of Kafka
     */
    record Facts(String version, String instance, Instant startedAt, List<String> apps, String example, String kafka) {}

    /** The state at one moment. Counts are since the start. */
    record Moment(Receiving receiving, Kept kept, Sending sending) {}

    /**
     * The receiving of callbacks.
     *
     * @param ok how many callbacks were kept
     * @param refused how many requests were refused
     * @param latencies the times of the answers to kept callbacks
     */
    record Receiving(long ok, long refused, LatencyHistogram latencies) {}

    /**
     * The keeping of callbacks.
     *
     * @param mode where callbacks are kept
     * @param since when this mode began
     * @param oldest when the oldest kept record came; null if there is none
     * @param fullIn the time until there is no room; null if that is not in sight
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
        /** The answers wait for Kafka, because the disk cannot keep callbacks. */
        WAITING_FOR_KAFKA,
        /** Nowhere: neither the disk nor Kafka accepts callbacks. */
        REFUSING,
        /** The answers wait for Kafka, because the outbox is switched off. */
        OFF
    }

    /**
     * The sending of records to Kafka.
     *
     * @param state {@code idle}, {@code delivering} or {@code unreachable}
     * @param lasting how long Kafka has been unreachable, or reachable
     * @param published how many records Kafka has accepted
     * @param paused the paused topics
     * @param deadLetters how many of the records were dead letters
     */
    record Sending(
            String state, Duration lasting, long published, int inFlight, List<String> paused, long deadLetters) {}

    /**
     * The number of refusals for a reason.
     *
     * @param reason the reason as in metrics and logs
     * @param words the reason in a sentence
     */
    record Reason(String reason, String words, long count) {}

    Facts facts();

    Moment look();

    /** The reasons that have occurred. */
    List<Reason> refusals();
}

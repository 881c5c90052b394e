package io.imbridge.outbox;

import io.imbridge.callback.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Keeps records from the moment their callback is answered until Kafka has them.
 *
 * <p>One side appends, the other reads topic by topic, the records of each topic and key in the order in which they
 * were appended. Safe
 * for many threads; nothing here waits for the disk.
 */
public interface Outbox extends AutoCloseable {
    /**
     * Keeps the records of one callback, all or none, next to each other.
     *
     * @param records at least one
     * @param budget how long the caller can wait: what is not safe after it is given up
     * @return completes when they are safe, on any thread; completes with a {@link RefusedException} when they are not
     *     within the budget, or cannot be
     */
    CompletionStage<Void> append(List<OutboxRecord> records, Duration budget);

    /** Calls {@code arrival}, which must return at once, whenever there may be something new to read. */
    void onArrival(Runnable arrival);

    /** The topics that have records to read. */
    Set<String> waitingTopics();

    /**
     * The next records of a topic, in order, each handed out once. Fewer than are waiting, or none, while others are not
     * in memory. Never waits for the disk.
     *
     * @param max at most this many
     */
    List<KeptRecord> read(String topic, int max);

    /** Takes a record back that Kafka did not get. It is handed out again, in its old place. */
    void putBack(KeptRecord kept);

    /** Says that Kafka has a record: it may be deleted. */
    void delivered(KeptRecord kept);

    /** Says which topics cannot be written to though Kafka is well: their records must not hold up those of others. */
    void troubled(Set<String> topics);

    /** How the outbox is, now. */
    OutboxState state();

    /** Refuses appends from now on. What was appended before is written down still, and nobody waits for that here. */
    @Override
    void close();
}

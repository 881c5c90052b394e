package io.imbridge.outbox;

import io.imbridge.callback.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Keeps records from the answer to their callback until Kafka has them.
 *
 * <p>One side appends. The other side reads topic by topic, and gets the records of each topic and key in the order in
 * which they were appended. Safe for many threads. No method waits for the disk.
 */
public interface Outbox extends AutoCloseable {
    /**
     * Keeps the records of one callback, all or none, next to each other.
     *
     * @param records at least one
     * @param budget how long the caller can wait; after it, an append that is not safe is refused
     * @return completes on any thread when the records are safe; completes with a {@link RefusedException} when
     *     they are not safe within the budget, or cannot be kept
     */
    CompletionStage<Void> append(List<OutboxRecord> records, Duration budget);

    /** Sets {@code arrival}, which is called whenever there may be new records to read. It must return at once. */
    void onArrival(Runnable arrival);

    /** The topics that have records to read. */
    Set<String> waitingTopics();

    /**
     * The next records of a topic, in order. Each record is handed out once. Returns fewer records than are waiting, or
     * none, while the others are not in memory. Never waits for the disk.
     *
     * @param max the largest number of records
     */
    List<KeptRecord> read(String topic, int max);

    /** Takes back a record that Kafka did not receive. It is handed out again, in its old place. */
    void putBack(KeptRecord kept);

    /** Reports that Kafka has a record, which may now be deleted. */
    void delivered(KeptRecord kept);

    /**
     * Reports the topics that cannot be written to though Kafka is reachable: their records must not block those of
     * other topics.
     */
    void troubled(Set<String> topics);

    /** The current state of the outbox. */
    OutboxState state();

    /**
     * Refuses appends from now on. Records that were appended before are still written, but this method does not wait
     * for that.
     */
    @Override
    void close();
}

package io.imbridge.outbox;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the outbox keeps its records over a restart. A failed commit is never tried again on the same connection; what
 * is in the store can be read all the same. One thread writes, another may read at the same time.
 */
interface OutboxStore extends AutoCloseable {
    /** Opens a store. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens the store, for the first time or again. Where it is there, that only reads: what a disk that cannot be
         * written has may still go to Kafka.
         *
         * @param damage what was found wrong with it when it was open last; null for nothing
         */
        OutboxStore open(@Nullable DamagedFileException damage) throws IOException;
    }

    /**
     * Adds records and forgets others, in one transaction. With neither, tries whether it could.
     *
     * @return how many records were there to be forgotten
     * @throws FileGoneException when the store must be opened anew, and has been made ready for that
     * @throws DamagedFileException when it must be opened anew, as one that is damaged
     * @throws IOException when nothing of it can be taken for done; the next write may do
     */
    long write(List<KeptRecord> added, SequenceSet forgotten) throws IOException;

    /**
     * Gives the store the shape that suits so many records: to be called after a write, when its answers are out.
     *
     * @param records how many there are
     */
    void tidy(long records);

    /**
     * The first records of a topic whose number is higher than {@code after}, in order, {@code max} at most.
     *
     * @throws DamagedFileException when there are some that mean nothing; then the next write fails with that, too
     */
    List<KeptRecord> read(String topic, long after, int max) throws IOException;

    /** The highest number of each topic that has records. */
    Map<String, Long> lastByTopic() throws IOException;

    /** How many records there are. Counts them: for the start, not for every day. */
    long count() throws IOException;

    /** When the oldest record arrived, null when there is none, and when it cannot be read. */
    @Nullable
    Instant oldest();

    /** How much it takes on disk. */
    long bytes();

    @Override
    void close();
}

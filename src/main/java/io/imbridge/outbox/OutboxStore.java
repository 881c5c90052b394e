package io.imbridge.outbox;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The storage in which the outbox keeps records across restarts. It keeps batches in the order of their arrival, and
 * single records of topics that cannot be written to.
 *
 * <p>A failed commit is never retried on the same connection. The content of the store can be read after such a
 * failure. One thread writes, and another may read at the same time.
 */
public interface OutboxStore extends AutoCloseable {
    /** Knows where the store of this service is. */
    @FunctionalInterface
    interface Places {
        /**
         * Takes the place for this process alone.
         *
         * @throws UnusableDirectoryException with a sentence that says what to do
         */
        Place take();
    }

    /** The place of a store. Nobody else uses it at the same time. */
    interface Place extends AutoCloseable {
        /**
         * Opens the store, for the first time or again. If the store exists and is sound, nothing has to be written,
         * so the content of a disk that cannot be written can still go to Kafka.
         *
         * @param damage the damage that was found when it was open last; null for none
         * @throws IOException when it cannot be opened now
         * @throws UnusableDirectoryException when it can never be opened, because another version wrote it
         */
        OutboxStore open(@Nullable DamagedFileException damage) throws IOException;

        /** How many of its files were found damaged and were quarantined. */
        int damagedFiles();

        @Override
        void close();
    }

    /**
     * Records that were committed together.
     *
     * @param first the lowest of their numbers, which identifies the batch in the store
     * @param records at least one, in order
     */
    record StoredBatch(long first, List<KeptRecord> records) {
        /** The highest of their numbers. */
        long last() {
            return records.get(records.size() - 1).sequence();
        }
    }

    /**
     * The changes of one transaction, which first deletes and then adds.
     *
     * @param deletedBatches the first numbers of batches that may exist
     * @param deletedParked the numbers of parked records that may exist
     * @param batches the batches to add
     * @param parked the single records to add; a record that exists already stays
     * @param reserved numbers up to this one may have been given out
     */
    record Changes(
            SequenceSet deletedBatches,
            SequenceSet deletedParked,
            List<StoredBatch> batches,
            List<KeptRecord> parked,
            long reserved) {
        /** Whether the changes can only make the store smaller. */
        public boolean onlyDeletes() {
            return batches.isEmpty() && parked.isEmpty();
        }
    }

    /**
     * The content of a store when it is opened.
     *
     * @param records how many records its batches have
     * @param lastFirst the first number of the last batch; {@code Long.MIN_VALUE} when there is none
     * @param lastSequence the highest number that may have been given out; 0 for none
     * @param topics the topics of the records in its batches
     * @param parked the parked records by topic
     * @param oldest when the oldest record arrived; null when there is none
     */
    record Contents(
            long records,
            long lastFirst,
            long lastSequence,
            Set<String> topics,
            Map<String, Parked> parked,
            @Nullable Instant oldest) {}

    /**
     * The parked records of a topic.
     *
     * @param records how many there are
     * @param last the highest of their numbers
     */
    record Parked(long records, long last) {}

    /**
     * Changes the store in one transaction.
     *
     * @throws FileGoneException when the store must be opened again, and was prepared for that
     * @throws DamagedFileException when it must be opened again, as a damaged store
     * @throws IOException when none of the changes can be assumed to be done; the next write may succeed
     */
    void write(Changes changes) throws IOException;

    /** Whether there is space for a while, both on the disk and within the store's own limit. */
    boolean hasRoom() throws IOException;

    /**
     * Gives back space that is no longer needed, and checks whether others still find what was written. Must be called
     * after a write, when its callbacks were answered, and regularly while nothing is written.
     *
     * @throws FileGoneException as for {@link #write}
     */
    void tidy() throws IOException;

    /** The content of the store. Reads the rows without their records. */
    Contents contents() throws IOException;

    /**
     * The batches with the lowest first numbers above {@code after}.
     *
     * @param upTo the highest first number
     * @return some of these batches, in order; an empty list when there are none
     * @throws DamagedFileException when one of them is not what was written; the batches before it must be read
     *     first
     */
    List<StoredBatch> batches(long after, long upTo) throws IOException;

    /** The first parked records of a topic with numbers above {@code after}, in order, at most {@code max}. */
    List<KeptRecord> parked(String topic, long after, int max) throws IOException;

    /** The size of the store on disk, in bytes. */
    long bytes();

    @Override
    void close();
}

package io.imbridge.outbox;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the outbox keeps its records over a restart: in batches, in the order of their arrival, and one by one those of
 * topics that cannot be written to.
 *
 * <p>A failed commit is never tried again on the same connection; what is in the store can be read all the same. One
 * thread writes, another may read at the same time.
 */
public interface OutboxStore extends AutoCloseable {
    /** Where the store of this service is. */
    @FunctionalInterface
    interface Places {
        /**
         * Takes the place, for this process alone.
         *
         * @throws UnusableDirectoryException with a sentence that says what to do
         */
        Place take();
    }

    /** The place of a store, which nobody else uses meanwhile. */
    interface Place extends AutoCloseable {
        /**
         * Opens the store, for the first time or again. Where it is there, that only reads: what a disk that cannot be
         * written has may still go to Kafka.
         *
         * @param damage what was found wrong with it when it was open last; null for nothing
         * @throws IOException when it cannot be opened now
         * @throws UnusableDirectoryException when it never can: another version wrote it
         */
        OutboxStore open(@Nullable DamagedFileException damage) throws IOException;

        /** How many of its files were found damaged, and set aside. */
        int damagedFiles();

        @Override
        void close();
    }

    /**
     * Records that were committed together.
     *
     * @param first the lowest of their numbers, by which the store knows them
     * @param records in order, one at least
     */
    record StoredBatch(long first, List<KeptRecord> records) {
        /** The highest of their numbers. */
        long last() {
            return records.get(records.size() - 1).sequence();
        }
    }

    /**
     * What one transaction does: first it deletes, then it adds.
     *
     * @param deletedBatches the first numbers of batches that may be there
     * @param deletedParked the numbers of parked records that may be there
     * @param batches what is added
     * @param parked records that are added one by one; one that is there already stays
     * @param reserved all numbers up to this one may have been given
     */
    record Changes(
            SequenceSet deletedBatches,
            SequenceSet deletedParked,
            List<StoredBatch> batches,
            List<KeptRecord> parked,
            long reserved) {
        /** Whether it can only make the store smaller. */
        public boolean onlyDeletes() {
            return batches.isEmpty() && parked.isEmpty();
        }
    }

    /**
     * What a store has when it is opened.
     *
     * @param records how many records its batches have
     * @param lastFirst the first number of the last batch, {@code Long.MIN_VALUE} where there is none
     * @param lastSequence the highest number that may have been given, 0 for none
     * @param topics those that its batches have records of
     * @param parked the parked records by topic
     * @param oldest when the oldest record arrived, null when there is none
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
     * @param records how many
     * @param last the highest of their numbers
     */
    record Parked(long records, long last) {}

    /**
     * Changes the store, in one transaction.
     *
     * @throws FileGoneException when the store must be opened anew, and has been made ready for that
     * @throws DamagedFileException when it must be opened anew, as one that is damaged
     * @throws IOException when nothing of it can be taken for done; the next write may do
     */
    void write(Changes changes) throws IOException;

    /** Whether there is room for a while, of the disk and of the store's own bound. */
    boolean hasRoom() throws IOException;

    /**
     * Gives room back that is not needed any more, and looks whether what was written is still where others find it: to be
     * called after a write, when its answers are out, and now and then while nothing is written.
     *
     * @throws FileGoneException as {@link #write}
     */
    void tidy() throws IOException;

    /** What there is. Reads the store's outlines. */
    Contents contents() throws IOException;

    /**
     * The batches with the lowest first numbers that are higher than {@code after}.
     *
     * @param upTo and not higher than this
     * @return some, in order; none when there are none
     * @throws DamagedFileException when one of them is not what was written; those before it must be read first
     */
    List<StoredBatch> batches(long after, long upTo) throws IOException;

    /** The first parked records of a topic whose number is higher than {@code after}, in order, {@code max} at most. */
    List<KeptRecord> parked(String topic, long after, int max) throws IOException;

    /** How much it takes on disk. */
    long bytes();

    @Override
    void close();
}

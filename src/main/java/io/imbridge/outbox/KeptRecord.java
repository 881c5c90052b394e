package io.imbridge.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A record that the outbox keeps.
 *
 * <p>The outbox manages its stage; the outbox's lock guards it.
 */
public final class KeptRecord {
    /** The stage of a record. */
    enum Stage {
        /** It is in memory and must not be handed out yet. */
        ARRIVED,
        /** It can be handed out. */
        READY,
        /** It is in flight to Kafka. */
        HANDED_OUT,
        /** It is in the file only. */
        ON_DISK,
        /** Kafka has it, or its callback was refused. */
        DONE;

        private boolean mayBecome(Stage next) {
            return switch (next) {
                case ARRIVED -> false;
                case READY -> this == ARRIVED || this == HANDED_OUT;
                case HANDED_OUT -> this == READY;
                case ON_DISK -> this == ARRIVED || this == READY;
                case DONE -> this != ON_DISK && this != DONE;
            };
        }
    }

    private final long sequence;
    private final OutboxRecord record;
    private Stage stage = Stage.ARRIVED;
    private @Nullable PendingAppend append;
    private Batches.@Nullable Batch batch;
    private boolean parked;

    /**
     * Makes a record that has just arrived.
     *
     * @param sequence its number, which grows in the order of arrival, also across restarts
     * @param record the record that was appended
     */
    public KeptRecord(long sequence, OutboxRecord record) {
        this.sequence = sequence;
        this.record = record;
    }

    /** Its number, which grows in the order of arrival, also across restarts. */
    public long sequence() {
        return sequence;
    }

    /** The record that was appended. */
    public OutboxRecord record() {
        return record;
    }

    boolean is(Stage asked) {
        return stage == asked;
    }

    void becomes(Stage next) {
        if (!stage.mayBecome(next)) {
            throw new IllegalStateException("record " + sequence + " is " + stage + " and cannot become " + next);
        }
        stage = next;
    }

    /** The append whose answer waits for this record; null when there is none. */
    @Nullable
    PendingAppend append() {
        return append;
    }

    void awaitedBy(@Nullable PendingAppend waiting) {
        append = waiting;
    }

    /** The batch of the file that cannot be deleted before this record is done; null when there is none. */
    Batches.@Nullable Batch batch() {
        return batch;
    }

    void isIn(Batches.@Nullable Batch loaded) {
        batch = loaded;
    }

    /** Whether it is one of the parked records of the file. */
    boolean isParked() {
        return parked;
    }

    void park() {
        parked = true;
    }

    @Override
    public String toString() {
        return sequence + " " + stage;
    }
}

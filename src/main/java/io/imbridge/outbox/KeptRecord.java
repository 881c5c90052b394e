package io.imbridge.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A record that the outbox keeps.
 *
 * <p>Where it is in its life is the outbox's business, and guarded by the outbox's lock.
 */
public final class KeptRecord {
    private enum Stage {
        /** It is in memory, and nobody may have it yet. */
        ARRIVED,
        /** It can be handed out. */
        READY,
        /** It is on its way to Kafka. */
        HANDED_OUT,
        /** It is in the file alone. */
        ON_DISK,
        /** Kafka has it, or its callback was refused. */
        DONE
    }

    private final long sequence;
    private final OutboxRecord record;
    private Stage stage = Stage.ARRIVED;
    private @Nullable PendingAppend append;
    private @Nullable LoadedBatch batch;
    private boolean parked;

    /**
     * Makes one that has just arrived.
     *
     * @param sequence its number: grows in the order of arrival, over restarts too
     * @param record what was appended
     */
    public KeptRecord(long sequence, OutboxRecord record) {
        this.sequence = sequence;
        this.record = record;
    }

    /** Its number: grows in the order of arrival, over restarts too. */
    public long sequence() {
        return sequence;
    }

    /** What was appended. */
    public OutboxRecord record() {
        return record;
    }

    /** The append whose answer waits for it, null when none does. */
    @Nullable
    PendingAppend append() {
        return append;
    }

    void awaitedBy(@Nullable PendingAppend waiting) {
        append = waiting;
    }

    /** The batch of the file that it is in and that cannot be deleted before this is done; null when there is none. */
    @Nullable
    LoadedBatch batch() {
        return batch;
    }

    void isIn(@Nullable LoadedBatch loaded) {
        batch = loaded;
    }

    /** Whether it is among the parked records of the file. */
    boolean isParked() {
        return parked;
    }

    void park() {
        parked = true;
    }

    boolean hasArrived() {
        return stage == Stage.ARRIVED;
    }

    boolean isReady() {
        return stage == Stage.READY;
    }

    boolean isHandedOut() {
        return stage == Stage.HANDED_OUT;
    }

    boolean isDone() {
        return stage == Stage.DONE;
    }

    void becomesReady() {
        change(Stage.READY, stage == Stage.ARRIVED || stage == Stage.HANDED_OUT);
    }

    void isHandedOutNow() {
        change(Stage.HANDED_OUT, stage == Stage.READY);
    }

    void leavesMemory() {
        change(Stage.ON_DISK, stage == Stage.ARRIVED || stage == Stage.READY);
    }

    void ends() {
        change(Stage.DONE, stage != Stage.ON_DISK && stage != Stage.DONE);
    }

    private void change(Stage next, boolean isLegal) {
        if (!isLegal) {
            throw new IllegalStateException("record " + sequence + " is " + stage + " and cannot become " + next);
        }
        stage = next;
    }

    @Override
    public String toString() {
        return sequence + " " + stage;
    }
}

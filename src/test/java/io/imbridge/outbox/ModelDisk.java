package io.imbridge.outbox;

import java.io.IOException;
import java.util.Random;

/**
 * A store in memory whose disk fails at random. While it works on a write or a read, others go on: they are called in the
 * middle of it.
 */
final class ModelDisk implements OutboxStore.Place {
    private enum Fate {
        WELL,
        FAILS_BEFORE,
        FAILS_AFTER,
        GONE,
        DAMAGED
    }

    private final Random random;
    private final Runnable meanwhile;
    private final MemoryStore file = new MemoryStore();
    private Fate fate = Fate.WELL;
    private boolean readsFail;
    private boolean opensFail;
    private boolean isWriting;
    private boolean isReading;
    private boolean isOpening;
    private int parkedMost;

    ModelDisk(Random random, Runnable meanwhile) {
        this.random = random;
        this.meanwhile = meanwhile;
    }

    MemoryStore file() {
        return file;
    }

    /** The largest number of parked records. */
    int parkedMost() {
        return parkedMost;
    }

    boolean isWriting() {
        return isWriting;
    }

    boolean isReading() {
        return isReading;
    }

    /** The next read is that of an outbox which opens it: nobody else does anything meanwhile. */
    void opens() {
        isOpening = true;
    }

    /** From now on it may fail in another way, or not any more. */
    void change() {
        if (random.nextInt(40) == 0) {
            fate = random.nextInt(3) == 0 ? Fate.values()[random.nextInt(Fate.values().length)] : Fate.WELL;
        }
        if (random.nextInt(80) == 0) {
            readsFail = random.nextInt(3) == 0;
        }
        if (random.nextInt(80) == 0) {
            opensFail = random.nextInt(3) == 0;
        }
    }

    void fix() {
        fate = Fate.WELL;
        readsFail = false;
        opensFail = false;
    }

    @Override
    public OutboxStore open(DamagedFileException damage) throws IOException {
        if (opensFail) {
            throw new IOException("injected: not to be opened");
        }
        return file.open(this::beforeWrite, this::afterWrite, this::beforeRead, this::afterRead);
    }

    private void beforeWrite() throws IOException {
        whileWriting();
        switch (fate) {
            case FAILS_BEFORE -> throw new IOException("injected: before");
            case GONE -> throw new FileGoneException("injected: gone");
            case DAMAGED -> throw new DamagedFileException("injected: damaged", null);
            default -> {}
        }
    }

    private void afterWrite() throws IOException {
        parkedMost = Math.max(parkedMost, file.parked());
        whileWriting();
        if (fate == Fate.FAILS_AFTER) {
            throw new IOException("injected: after");
        }
    }

    private void beforeRead() throws IOException {
        if (isOpening) {
            isOpening = false;
            return;
        }
        if (readsFail) {
            throw new IOException("injected: unreadable");
        }
        afterRead();
    }

    private void afterRead() {
        boolean wasReading = isReading;
        isReading = true;
        meanwhile.run();
        isReading = wasReading;
    }

    private void whileWriting() {
        boolean wasWriting = isWriting;
        isWriting = true;
        meanwhile.run();
        isWriting = wasWriting;
    }

    @Override
    public int damagedFiles() {
        return 0;
    }

    @Override
    public void close() {}
}

package io.imbridge.outbox;

import io.imbridge.outbox.sqlite.RealPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real place whose disk fails or does not respond, on command. */
final class FaultyPlace implements OutboxStore.Place {
    /** The uses of a disk. */
    enum Use {
        OPEN,
        WRITE,
        READ,
        /** The work after a commit. */
        TIDY
    }

    private final OutboxStore.Place real;
    private final Map<Use, IOException> faults = new EnumMap<>(Use.class);
    private final Map<Use, CountDownLatch> standing = new EnumMap<>(Use.class);
    private final AtomicInteger opens = new AtomicInteger();
    private boolean writesFailLate;

    private FaultyPlace(OutboxStore.Place real) {
        this.real = real;
    }

    /** A place in a directory. */
    static FaultyPlace in(Path directory, long maxBytes) {
        return new FaultyPlace(RealPlace.in(directory, maxBytes));
    }

    /** From now on each use of this kind fails. */
    void fail(Use use) {
        fail(use, new IOException("injected: I/O error"));
    }

    synchronized void fail(Use use, IOException failure) {
        faults.put(use, failure);
    }

    /** From now on every write is done and then reported as failed, as when the last sync fails. */
    synchronized void failAfterWrites() {
        writesFailLate = true;
        fail(Use.WRITE);
    }

    /** From now on each use of this kind does not respond, until {@link #move}. */
    synchronized void stall(Use use) {
        standing.putIfAbsent(use, new CountDownLatch(1));
    }

    synchronized void move() {
        standing.values().forEach(CountDownLatch::countDown);
        standing.clear();
    }

    synchronized void fix() {
        faults.clear();
        writesFailLate = false;
    }

    /** The number of attempts to open it. */
    int opens() {
        return opens.get();
    }

    private synchronized @Nullable IOException fault(Use use) {
        return faults.get(use);
    }

    private synchronized boolean isLate() {
        return writesFailLate;
    }

    private synchronized @Nullable CountDownLatch standing(Use use) {
        return standing.get(use);
    }

    private void await(Use use) {
        CountDownLatch latch = standing(use);
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void use(Use use) throws IOException {
        await(use);
        IOException failure = fault(use);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public OutboxStore open(@Nullable DamagedFileException damage) throws IOException {
        opens.incrementAndGet();
        use(Use.OPEN);
        return new FaultyStore(real.open(damage));
    }

    @Override
    public int damagedFiles() {
        return real.damagedFiles();
    }

    @Override
    public void close() {
        real.close();
    }

    private final class FaultyStore implements OutboxStore {
        private final OutboxStore store;

        FaultyStore(OutboxStore store) {
            this.store = store;
        }

        @Override
        public void write(Changes changes) throws IOException {
            await(Use.WRITE);
            IOException failure = fault(Use.WRITE);
            if (failure == null || isLate()) {
                store.write(changes);
            }
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public boolean hasRoom() throws IOException {
            return store.hasRoom();
        }

        @Override
        public void tidy() throws IOException {
            await(Use.TIDY);
            store.tidy();
        }

        @Override
        public Contents contents() throws IOException {
            return store.contents();
        }

        @Override
        public List<StoredBatch> batches(long after, long upTo) throws IOException {
            use(Use.READ);
            return store.batches(after, upTo);
        }

        @Override
        public List<KeptRecord> parked(String topic, long after, int max) throws IOException {
            use(Use.READ);
            return store.parked(topic, after, max);
        }

        @Override
        public long bytes() {
            return store.bytes();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}

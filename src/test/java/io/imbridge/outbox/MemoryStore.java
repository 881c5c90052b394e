package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file in memory: committed data outlive the stores that are opened on it. */
final class MemoryStore {
    private record Row(long sequence, OutboxRecord record) {
        KeptRecord kept() {
            return new KeptRecord(sequence, record);
        }
    }

    private static final int ROWS_AT_ONCE = 1;

    private final TreeMap<Long, List<Row>> batches = new TreeMap<>();
    private final TreeMap<Long, Row> parked = new TreeMap<>();
    private long reserved;

    /** The values of all its records. */
    Set<String> values() {
        return Stream.concat(batches.values().stream().flatMap(List::stream), parked.values().stream())
                .map(row -> new String(row.record().value(), UTF_8))
                .collect(Collectors.toSet());
    }

    /** The highest number that may have been given, according to the commits. */
    long reserved() {
        return reserved;
    }

    boolean isEmpty() {
        return batches.isEmpty() && parked.isEmpty();
    }

    int parked() {
        return parked.size();
    }

    void apply(OutboxStore.Changes changes) {
        changes.deletedBatches().forEach(batches::remove);
        changes.deletedParked().forEach(parked::remove);
        for (OutboxStore.StoredBatch batch : changes.batches()) {
            List<Row> rows = batch.records().stream()
                    .map(kept -> new Row(kept.sequence(), kept.record()))
                    .toList();
            if (batches.put(batch.first(), rows) != null) {
                throw new AssertionError("batch " + batch.first() + " is there twice");
            }
        }
        changes.parked().forEach(kept -> parked.put(kept.sequence(), new Row(kept.sequence(), kept.record())));
        reserved = Math.max(reserved, changes.reserved());
    }

    OutboxStore.Contents contents() {
        Set<String> topics = batches.values().stream()
                .flatMap(List::stream)
                .map(row -> row.record().topic())
                .collect(Collectors.toSet());
        long records = batches.values().stream().mapToLong(List::size).sum();
        Map<String, OutboxStore.Parked> parkedOf = new HashMap<>();
        parked.values()
                .forEach(row -> parkedOf.merge(
                        row.record().topic(),
                        new OutboxStore.Parked(1, row.sequence()),
                        (one, next) -> new OutboxStore.Parked(one.records() + 1, next.last())));
        long last = batches.isEmpty() ? Long.MIN_VALUE : batches.lastKey();
        return new OutboxStore.Contents(records, last, reserved, topics, parkedOf, null);
    }

    List<OutboxStore.StoredBatch> batches(long after, long upTo) {
        List<OutboxStore.StoredBatch> found = new ArrayList<>();
        if (after < upTo) {
            batches.subMap(after, false, upTo, true).forEach((first, rows) -> {
                if (found.size() < ROWS_AT_ONCE) {
                    found.add(new OutboxStore.StoredBatch(
                            first, rows.stream().map(Row::kept).toList()));
                }
            });
        }
        return found;
    }

    List<KeptRecord> parked(String topic, long after, int max) {
        return parked.tailMap(after, false).values().stream()
                .filter(row -> row.record().topic().equals(topic))
                .limit(max)
                .map(Row::kept)
                .toList();
    }

    /** An action before or after each use, which may fail or inspect something. */
    interface Hook {
        void call() throws IOException;
    }

    /**
     * Opens a store on the file.
     *
     * @param before called before each write or read
     * @param after called after each write or read
     */
    OutboxStore open(Hook beforeWrite, Hook afterWrite, Hook beforeRead, Hook afterRead) {
        return new OutboxStore() {
            @Override
            public void write(Changes changes) throws IOException {
                beforeWrite.call();
                apply(changes);
                afterWrite.call();
            }

            @Override
            public boolean hasRoom() {
                return true;
            }

            @Override
            public void tidy() {}

            @Override
            public Contents contents() throws IOException {
                beforeRead.call();
                return MemoryStore.this.contents();
            }

            @Override
            public List<StoredBatch> batches(long after, long upTo) throws IOException {
                beforeRead.call();
                List<StoredBatch> found = MemoryStore.this.batches(after, upTo);
                afterRead.call();
                return found;
            }

            @Override
            public List<KeptRecord> parked(String topic, long after, int max) throws IOException {
                beforeRead.call();
                List<KeptRecord> found = MemoryStore.this.parked(topic, after, max);
                afterRead.call();
                return found;
            }

            @Override
            public long bytes() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }
}

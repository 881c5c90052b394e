package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.sqlite.OutboxFile.Row;
import io.imbridge.outbox.sqlite.OutboxFile.Visitor;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * All records of a file in the order of their numbers. Batches that were committed together lie across each other, and
 * parked records are in a table of their own: what is known to be next is shown, the rest waits.
 */
final class OutboxRows {
    private static final int AT_ONCE = 50;

    /** A record is in one of so many batches before its number at most. */
    private static final int ACROSS = 100;

    private final SqliteReader reader;
    private final PriorityQueue<Row> waiting = new PriorityQueue<>(Comparator.comparingLong(Row::sequence));
    private long shown = Long.MIN_VALUE;
    private long parkedUpTo = Long.MIN_VALUE;
    private boolean goesOn = true;

    OutboxRows(SqliteReader reader) {
        this.reader = reader;
    }

    private record Stored(long first, int records, byte[] frames) {}

    void each(Visitor visitor) throws IOException {
        long after = Long.MIN_VALUE;
        List<Stored> next = batches(" WHERE first > " + after + " ORDER BY first LIMIT " + AT_ONCE);
        while (goesOn && !next.isEmpty()) {
            for (Stored batch : next) {
                showBefore(batch.first(), visitor);
                waiting.addAll(rows(batch));
                after = batch.first();
            }
            next = batches(" WHERE first > " + after + " ORDER BY first LIMIT " + AT_ONCE);
        }
        showBefore(Long.MAX_VALUE, visitor);
    }

    @Nullable
    Row find(long sequence) throws IOException {
        List<Stored> candidates = batches(" WHERE first <= " + sequence + " ORDER BY first DESC LIMIT " + ACROSS);
        candidates.addAll(parked(" WHERE sequence = " + sequence));
        return candidates.stream()
                .flatMap(batch -> rows(batch).stream())
                .filter(row -> row.sequence() == sequence)
                .findFirst()
                .orElse(null);
    }

    private void showBefore(long limit, Visitor visitor) throws IOException {
        List<Stored> parked = List.of();
        do {
            parked = parked(" NOT INDEXED WHERE sequence > " + parkedUpTo + " AND sequence < " + limit
                    + " ORDER BY sequence LIMIT " + AT_ONCE);
            for (Stored one : parked) {
                waiting.addAll(rows(one));
                parkedUpTo = one.first();
            }
            show(parked.isEmpty() ? limit : parkedUpTo, visitor);
        } while (goesOn && !parked.isEmpty());
    }

    private void show(long limit, Visitor visitor) throws IOException {
        while (goesOn && !waiting.isEmpty() && waiting.element().sequence() < limit) {
            Row next = waiting.remove();
            // One that was just parked is in its batch as well.
            if (next.record() == null || next.sequence() != shown) {
                goesOn = visitor.visit(next);
                shown = next.record() == null ? shown : next.sequence();
            }
        }
    }

    private static List<Row> rows(Stored batch) {
        List<Row> rows = new ArrayList<>();
        for (KeptRecord kept : Frames.readSound(batch.frames())) {
            rows.add(new Row(kept.sequence(), kept.record(), null));
        }
        int missing = batch.records() - rows.size();
        if (missing > 0) {
            rows.add(new Row(batch.first(), null, missing + " records of its batch are not what was written"));
        }
        return rows;
    }

    private List<Stored> batches(String condition) throws IOException {
        return reader.ask("SELECT first, records, frames FROM batches" + condition, OutboxRows::stored);
    }

    private List<Stored> parked(String condition) throws IOException {
        return reader.ask("SELECT sequence, 1, frame FROM parked" + condition, OutboxRows::stored);
    }

    private static List<Stored> stored(ResultSet row) throws SQLException {
        List<Stored> found = new ArrayList<>();
        while (row.next()) {
            byte[] frames = row.getBytes(3);
            found.add(new Stored(row.getLong(1), row.getInt(2), frames == null ? new byte[0] : frames));
        }
        return found;
    }
}

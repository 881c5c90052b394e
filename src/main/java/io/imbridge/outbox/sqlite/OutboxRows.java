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
 * All records of a file in the order of their numbers. The number ranges of batches that were committed together
 * overlap, and the numbers of parked records lie between them. So a record is shown when it is known to be the next;
 * until then it waits.
 */
final class OutboxRows {
    private static final int AT_ONCE = 50;

    /** A record is in one of at most this many batches before its number. */
    private static final int ACROSS = 100;

    private final SqliteReader reader;
    /** Of rows with the same number, the readable row comes first. */
    private final PriorityQueue<Row> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Row::sequence).thenComparing(row -> row.record() == null));

    private long shown = Long.MIN_VALUE;
    private boolean goesOn = true;

    OutboxRows(SqliteReader reader) {
        this.reader = reader;
    }

    private record Stored(long first, int records, byte[] frames) {}

    void each(Visitor visitor) throws IOException {
        each(Long.MIN_VALUE, visitor);
    }

    private void each(long from, Visitor visitor) throws IOException {
        List<Stored> next = rows(from);
        while (goesOn && !next.isEmpty()) {
            // Two rows may have the same number as the last row.
            boolean isLast = next.size() < AT_ONCE;
            for (Stored row : isLast ? next : next.subList(0, AT_ONCE - 1)) {
                show(row.first(), visitor);
                waiting.addAll(rows(row));
            }
            next = isLast ? List.of() : rows(next.get(AT_ONCE - 1).first());
        }
        show(Long.MAX_VALUE, visitor);
    }

    @Nullable
    Row find(long sequence) throws IOException {
        long from = reader.all(
                        "SELECT coalesce(min(first), " + sequence + ") FROM (SELECT first FROM batches WHERE first <= "
                                + sequence + " ORDER BY first DESC LIMIT " + ACROSS + ")",
                        row -> row.getLong(1))
                .get(0);
        List<Row> found = new ArrayList<>();
        each(from, row -> {
            if (row.sequence() == sequence) {
                found.add(row);
            }
            return row.sequence() < sequence;
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private void show(long limit, Visitor visitor) throws IOException {
        while (goesOn && !waiting.isEmpty() && waiting.element().sequence() < limit) {
            Row next = waiting.remove();
            // A record that was just parked is also in its batch.
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

    /** The next rows of both tables, in the order of their first numbers. */
    private List<Stored> rows(long from) throws IOException {
        return reader.all(
                "SELECT first, records, frames FROM batches WHERE first >= " + from
                        + " UNION ALL SELECT sequence, 1, frame FROM parked NOT INDEXED WHERE sequence >= " + from
                        + " ORDER BY 1 LIMIT " + AT_ONCE,
                OutboxRows::stored);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        byte[] frames = row.getBytes(3);
        return new Stored(row.getLong(1), row.getInt(2), frames == null ? new byte[0] : frames);
    }
}

package io.imbridge.cli;

import io.imbridge.outbox.OutboxFile;
import io.imbridge.outbox.OutboxFile.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found when all of an outbox was read.
 *
 * @param records how many mean something
 * @param problems a sentence each, 100 at most of each kind
 */
record Verification(long records, List<String> problems) {
    private static final int CHUNK = 500;
    private static final int MOST = 100;

    /** Numbers stay below, so that any language can compare them. */
    private static final long BEYOND_NUMBERS = 1L << 53;

    static Verification of(OutboxFile outbox) {
        List<String> problems = problems(outbox);
        List<String> ofRows = new ArrayList<>();
        long records = 0;
        long last = Long.MIN_VALUE;
        List<Row> rows = read(outbox, last, ofRows);
        while (!rows.isEmpty()) {
            for (Row row : rows) {
                if (row.record() == null) {
                    note(ofRows, OutboxText.problem(row));
                } else {
                    records++;
                }
                if (row.sequence() <= Math.max(0, last) || row.sequence() >= BEYOND_NUMBERS) {
                    note(ofRows, "Record " + row.sequence() + " is out of order, behind " + last + ".");
                }
                last = Math.max(last, row.sequence());
            }
            rows = read(outbox, last, ofRows);
        }
        problems.addAll(ofRows);
        return new Verification(records, problems);
    }

    private static List<String> problems(OutboxFile outbox) {
        try {
            return new ArrayList<>(outbox.problems().stream().map(Printable::of).toList());
        } catch (IOException unreadable) {
            return new ArrayList<>(List.of(Printable.of("The file cannot be checked: " + unreadable.getMessage())));
        }
    }

    /** Ends where the file cannot be read any further. */
    private static List<Row> read(OutboxFile outbox, long after, List<String> problems) {
        try {
            return outbox.read(after, CHUNK);
        } catch (IOException unreadable) {
            note(problems, "Behind record " + after + " nothing can be read: " + unreadable.getMessage());
            return List.of();
        }
    }

    private static void note(List<String> problems, String problem) {
        if (problems.size() < MOST) {
            problems.add(Printable.of(problem));
        }
    }
}

package io.imbridge.cli;

import io.imbridge.outbox.sqlite.OutboxFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The findings of reading a whole outbox.
 *
 * @param records the number of valid records
 * @param problems a sentence for each problem, at most 100 of each kind
 */
record Verification(long records, List<String> problems) {
    private static final int MOST = 100;

    /** Sequence numbers stay below this limit, so that programs in any language can compare them. */
    private static final long BEYOND_NUMBERS = 1L << 53;

    static Verification of(OutboxFile outbox) {
        List<String> problems = problems(outbox);
        List<String> ofRows = new ArrayList<>();
        long[] records = {0};
        long[] last = {0};
        try {
            outbox.each(row -> {
                if (row.record() == null) {
                    note(ofRows, OutboxText.problem(row));
                } else {
                    records[0]++;
                    if (row.sequence() <= last[0] || row.sequence() >= BEYOND_NUMBERS) {
                        note(ofRows, "Record " + row.sequence() + " is out of order, behind " + last[0] + ".");
                    }
                    last[0] = Math.max(last[0], row.sequence());
                }
                return true;
            });
        } catch (IOException unreadable) {
            note(ofRows, "Behind record " + last[0] + " nothing can be read: " + unreadable.getMessage());
        }
        problems.addAll(ofRows);
        return new Verification(records[0], problems);
    }

    private static List<String> problems(OutboxFile outbox) {
        try {
            return new ArrayList<>(outbox.problems().stream().map(Printable::of).toList());
        } catch (IOException unreadable) {
            return new ArrayList<>(List.of(Printable.of("The file cannot be checked: " + unreadable.getMessage())));
        }
    }

    private static void note(List<String> problems, String problem) {
        if (problems.size() < MOST) {
            problems.add(Printable.of(problem));
        }
    }
}

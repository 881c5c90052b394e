package io.imbridge.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic of dead letters, and knows which of them were sent again. It reads from Kafka, so do not call it on
 * event loops.
 */
final class DeadLetters {
    /** The largest number of letters that can be sent again at once. */
    static final int BOUND = 1_000;

    /** A page is answered with what was found within these, and a cursor. */
    private static final DeadLetterScan.Bounds OF_PAGE =
            new DeadLetterScan.Bounds(64L * 1024 * 1024, Duration.ofSeconds(4));

    private static final DeadLetterScan.Bounds OF_COUNT =
            new DeadLetterScan.Bounds(1024L * 1024 * 1024, Duration.ofSeconds(20));

    private final DeadLetterReader reading;
    private final ResentMarks marks;

    DeadLetters(DeadLetterReader reading, ResentMarks marks) {
        this.reading = reading;
        this.marks = marks;
    }

    /**
     * A letter in its present state.
     *
     * @param mark null if the letter waits
     */
    record Entry(DeadLetter deadLetter, @Nullable ResentMark mark) {}

    /**
     * Some letters, the newest first.
     *
     * @param older where the search continues; null at its end
     * @param reasons the number of letters by reason that the search passed and that match the rest of the filter
     */
    record Page(
            List<Entry> entries, @Nullable DeadLetterCursor older, SortedMap<String, Integer> reasons, int searched) {}

    /**
     * Letters that match, the newest first.
     *
     * @param isComplete whether these are all matching letters; not if there are more than {@link #BOUND}, or the
     *     search took too long
     */
    record Matches(List<DeadLetterId> ids, boolean isComplete) {}

    Page page(DeadLetterFilter filter, DeadLetterCursor before, int limit) {
        return reading.ask(consumer -> {
            marks.refresh(consumer);
            DeadLetterScan scan = reading.scan(consumer, before, OF_PAGE);
            List<Entry> found = new ArrayList<>();
            SortedMap<String, Integer> reasons = new TreeMap<>();
            DeadLetter deadLetter = scan.next();
            while (deadLetter != null) {
                ResentMark mark = marks.of(deadLetter);
                if (filter.matchesButReason(deadLetter, mark != null)) {
                    reasons.merge(deadLetter.reason(), 1, Integer::sum);
                }
                if (filter.matches(deadLetter, mark != null)) {
                    found.add(new Entry(deadLetter, mark));
                }
                deadLetter = found.size() < limit ? scan.next() : null;
            }
            return new Page(found, scan.cursor(), reasons, scan.searched());
        });
    }

    /** Returns one more letter than {@link #BOUND} at most. */
    Matches matches(DeadLetterFilter filter) {
        return reading.ask(consumer -> {
            marks.refresh(consumer);
            DeadLetterScan scan = reading.scan(consumer, DeadLetterCursor.atEnd(), OF_COUNT);
            List<DeadLetterId> found = new ArrayList<>();
            DeadLetter deadLetter = scan.next();
            while (deadLetter != null) {
                if (filter.matches(deadLetter, marks.of(deadLetter) != null)) {
                    found.add(deadLetter.id());
                }
                deadLetter = found.size() <= BOUND ? scan.next() : null;
            }
            return new Matches(found, scan.cursor() == null && found.size() <= BOUND);
        });
    }

    /** A letter with its value; null if it does not exist, or exists no longer. */
    @Nullable
    Found find(DeadLetterId id) {
        return reading.ask(consumer -> {
            marks.refresh(consumer);
            DeadLetter.Whole whole = reading.find(consumer, id);
            return whole == null ? null : new Found(whole, marks.of(whole.deadLetter()));
        });
    }

    /**
     * A letter with its value.
     *
     * @param mark null if the letter waits
     */
    record Found(DeadLetter.Whole whole, @Nullable ResentMark mark) {}
}

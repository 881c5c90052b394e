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

    /** The answer for a page has the letters found within these bounds, and a cursor. */
    private static final LetterScan.Bounds OF_PAGE = new LetterScan.Bounds(64L * 1024 * 1024, Duration.ofSeconds(4));

    private static final LetterScan.Bounds OF_COUNT =
            new LetterScan.Bounds(1024L * 1024 * 1024, Duration.ofSeconds(20));

    private final LetterReading reading;
    private final ResentMarks marks;

    DeadLetters(LetterReading reading, ResentMarks marks) {
        this.reading = reading;
        this.marks = marks;
    }

    /**
     * A letter in its present state.
     *
     * @param mark null if the letter waits
     */
    record Entry(Letter letter, @Nullable ResentMark mark) {}

    /**
     * Some letters, the newest first.
     *
     * @param older where the search continues; null at its end
     * @param reasons the number of letters by reason that the search passed and that match the rest of the filter
     */
    record Page(List<Entry> entries, @Nullable LetterCursor older, SortedMap<String, Integer> reasons, int searched) {}

    /**
     * Letters that match, the newest first.
     *
     * @param isComplete whether these are all matching letters; not if there are more than {@link #BOUND}, or the
     *     search took too long
     */
    record Matches(List<LetterId> ids, boolean isComplete) {}

    Page page(LetterFilter filter, LetterCursor before, int limit) {
        return reading.ask(consumer -> {
            marks.refresh(consumer);
            LetterScan scan = reading.scan(consumer, before, OF_PAGE);
            List<Entry> found = new ArrayList<>();
            SortedMap<String, Integer> reasons = new TreeMap<>();
            Letter letter = scan.next();
            while (letter != null) {
                ResentMark mark = marks.of(letter);
                if (filter.matchesButReason(letter, mark != null)) {
                    reasons.merge(letter.reason(), 1, Integer::sum);
                }
                if (filter.matches(letter, mark != null)) {
                    found.add(new Entry(letter, mark));
                }
                letter = found.size() < limit ? scan.next() : null;
            }
            return new Page(found, scan.cursor(), reasons, scan.searched());
        });
    }

    /** Returns one more letter than {@link #BOUND} at most. */
    Matches matches(LetterFilter filter) {
        return reading.ask(consumer -> {
            marks.refresh(consumer);
            LetterScan scan = reading.scan(consumer, LetterCursor.atEnd(), OF_COUNT);
            List<LetterId> found = new ArrayList<>();
            Letter letter = scan.next();
            while (letter != null) {
                if (filter.matches(letter, marks.of(letter) != null)) {
                    found.add(letter.id());
                }
                letter = found.size() <= BOUND ? scan.next() : null;
            }
            return new Matches(found, scan.cursor() == null && found.size() <= BOUND);
        });
    }

    /** A letter with its value; null if it does not exist, or exists no longer. */
    @Nullable
    Found find(LetterId id) {
        return reading.ask(consumer -> {
            marks.refresh(consumer);
            Letter.Whole whole = reading.find(consumer, id);
            return whole == null ? null : new Found(whole, marks.of(whole.letter()));
        });
    }

    /**
     * A letter with its value.
     *
     * @param mark null if the letter waits
     */
    record Found(Letter.Whole whole, @Nullable ResentMark mark) {}
}

package io.imbridge.console;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far back a search has come.
 *
 * @param ends the offset in each partition before which the search continues; a missing partition has not been
 *     searched
 */
record DeadLetterCursor(SortedMap<Integer, Long> ends) {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,9}-[0-9]{1,18}(\\.[0-9]{1,9}-[0-9]{1,18}){0,9999}");
    private static final Pattern DOT = Pattern.compile("\\.");

    /** The cursor of a search that has not begun. */
    static DeadLetterCursor atEnd() {
        return new DeadLetterCursor(new TreeMap<>());
    }

    /** Reads the form that {@link #toString} writes; null for anything else. */
    static @Nullable DeadLetterCursor parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return null;
        }
        SortedMap<Integer, Long> ends = new TreeMap<>();
        DOT.splitAsStream(text).forEach(part -> {
            int dash = part.indexOf('-');
            ends.put(Integer.parseInt(part.substring(0, dash)), Long.parseLong(part.substring(dash + 1)));
        });
        return new DeadLetterCursor(ends);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            text.append(text.isEmpty() ? "" : ".")
                    .append(end.getKey())
                    .append('-')
                    .append(end.getValue());
        }
        return text.toString();
    }
}

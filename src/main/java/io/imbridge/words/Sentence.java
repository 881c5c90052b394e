package io.imbridge.words;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sentence that says what happened in an event. It contains no hidden characters and nothing that controls a terminal
 * or a page, and it is never long.
 *
 * @param parts the parts in their order, with all spaces
 */
public record Sentence(List<Part> parts) {
    /** The whole sentence as one text. */
    public String text() {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }

    /** Joins consecutive plain words, and capitalizes the first word if it is a plain word. */
    static Sentence joining(List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        for (Part part : parts) {
            Part last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.kind() == null && part.kind() == null) {
                joined.set(joined.size() - 1, Part.plain(last.text() + part.text()));
            } else if (!part.text().isEmpty()) {
                joined.add(part);
            }
        }
        if (!joined.isEmpty() && joined.get(0).kind() == null) {
            joined.set(0, Part.plain(capitalized(joined.get(0).text())));
        }
        return new Sentence(List.copyOf(joined));
    }

    private static String capitalized(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}

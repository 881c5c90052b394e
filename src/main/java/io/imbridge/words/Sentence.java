package io.imbridge.words;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an event tells, in words. Nothing in it is hidden or obeyed by a terminal or a page, and it is never long.
 *
 * @param parts in their order, with all spaces in them
 */
public record Sentence(List<Part> parts) {
    /** All of it as one text. */
    public String text() {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }

    /** Joins plain words that follow each other, and begins with a capital letter where it begins with words. */
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

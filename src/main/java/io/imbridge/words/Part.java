package io.imbridge.words;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of a sentence.
 *
 * @param text a text that is safe to show, see {@link VisibleText}
 * @param kind the kind of thing that it names; null for plain words
 */
public record Part(String text, @Nullable Kind kind) {
    /** The kind of thing that a part of a sentence names. */
    public enum Kind {
        PERSON,
        GROUP,
        TOPIC,
        VALUE,
        ID;

        /** The kind's name in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Part plain(String text) {
        return new Part(text, null);
    }
}

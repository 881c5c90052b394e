package io.imbridge.words;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a sentence.
 *
 * @param text visible as it is, see {@link VisibleText}
 * @param kind what it names; null for plain words
 */
public record Part(String text, @Nullable Kind kind) {
    /** What a piece of a sentence names. */
    public enum Kind {
        PERSON,
        GROUP,
        TOPIC,
        VALUE,
        ID;

        /** As it is written in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Part plain(String text) {
        return new Part(text, null);
    }
}

package io.imbridge.callback;

import org.jspecify.annotations.Nullable;

/**
 * Something in the configuration that is to be mended before the service can start.
 *
 * @param key the key that has the wrong value, which is told with it; null where the sentence tells it all
 * @param right what the value must be, as the end of a sentence; without a key, a whole sentence. Nothing secret is in it
 */
public record Mistake(@Nullable String key, String right) {
    /** About one key's value, which is no secret: {@code must be at least 1}. */
    public static Mistake inValue(String key, String right) {
        return new Mistake(key, right);
    }

    /** About anything else, in a sentence of its own. */
    public static Mistake of(String sentence) {
        return new Mistake(null, sentence);
    }
}

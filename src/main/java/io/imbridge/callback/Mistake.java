package io.imbridge.callback;

import org.jspecify.annotations.Nullable;

/**
 * An error in the configuration that must be fixed before the service can start.
 *
 * @param key the key whose value is wrong, which is shown together with its value; null when the sentence says
 *     everything
 * @param right what the value must be, as the end of a sentence; without a key, a whole sentence. It has nothing
 *     secret in it
 */
public record Mistake(@Nullable String key, String right) {
    /** An error in the value of one key, which is no secret: {@code must be at least 1}. */
    public static Mistake inValue(String key, String right) {
        return new Mistake(key, right);
    }

    /** Any other error, in a whole sentence. */
    public static Mistake of(String sentence) {
        return new Mistake(null, sentence);
    }
}

package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Texts of names that came before, so that the usual ones are not made anew for each callback.
 *
 * <p>Strangers choose names, so all it ever holds is {@value #PLACES} of {@value #LONGEST} bytes: a name takes the place
 * of another one. Safe for many threads, which may overwrite each other's: a text is whole or not there.
 */
final class NameCache {
    /** A power of two. */
    static final int PLACES = 1024;

    static final int LONGEST = 64;

    private final String[] texts = new String[PLACES];

    /** The text of a name without escapes, in UTF-8 from {@code start} to {@code end}. */
    String of(byte[] source, int start, int end) {
        int length = end - start;
        if (length > LONGEST) {
            return new String(source, start, length, UTF_8);
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + source[i];
        }
        int place = (hash ^ hash >>> 16) & (PLACES - 1);
        String known = texts[place];
        if (known != null && says(known, source, start, length)) {
            return known;
        }
        String text = new String(source, start, length, UTF_8);
        if (text.length() == length) {
            texts[place] = text;
        }
        return text;
    }

    /** Of ASCII alone: a byte is a character. */
    private static boolean says(String known, byte[] source, int start, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != source[start + i]) {
                return false;
            }
        }
        return true;
    }

    /** What it holds. */
    List<String> remembered() {
        return Arrays.stream(texts).filter(Objects::nonNull).toList();
    }
}

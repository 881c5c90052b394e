package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Caches the texts of names, so the usual names are not created again for each callback.
 *
 * <p>Strangers choose names, so the cache is bounded: it holds at most {@value #PLACES} names of at most
 * {@value #LONGEST} bytes, and a new name replaces an old one. Safe for many threads. Threads may overwrite each
 * other's entries: an entry is complete or absent.
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

    /** Compares a text with bytes. Cached texts are ASCII only, so one byte is one character. */
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

    /** The cached names. */
    List<String> remembered() {
        return Arrays.stream(texts).filter(Objects::nonNull).toList();
    }
}

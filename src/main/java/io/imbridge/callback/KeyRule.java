package io.imbridge.callback;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the body of a command holds its natural key.
 *
 * @param pointers JSON pointers, each as a list of its segments
 * @param pair whether the key is made of all pointers; else the first that is present is the key
 */
public record KeyRule(List<List<String>> pointers, boolean pair) {
    private static final Pattern SEPARATOR = Pattern.compile("[|+]");
    private static final Pattern SLASH = Pattern.compile("/");

    /**
     * Reads the notation of the catalogue.
     *
     * @param text {@code -} for no key, a JSON pointer, {@code a|b} for the first that is present, {@code a+b} for
     *     a pair
     */
    static KeyRule parse(String text) {
        List<List<String>> pointers = text.equals("-")
                ? List.of()
                : SEPARATOR
                        .splitAsStream(text)
                        .map(pointer ->
                                SLASH.splitAsStream(pointer.substring(1)).toList())
                        .toList();
        return new KeyRule(pointers, text.contains("+"));
    }
}

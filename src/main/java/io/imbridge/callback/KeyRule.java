package io.imbridge.callback;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a command's natural key stands in the body.
 *
 * @param pointers JSON pointers, each as its segments
 * @param pair whether the key is made of all of them; else the first that is present is the key
 */
public record KeyRule(List<List<String>> pointers, boolean pair) {
    private static final Pattern SEPARATOR = Pattern.compile("[|+]");
    private static final Pattern SLASH = Pattern.compile("/");

    /**
     * Reads the notation of the catalogue.
     *
     * @param text {@code -} for no key, a JSON pointer, {@code a|b} for the first present, {@code a+b} for a pair
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

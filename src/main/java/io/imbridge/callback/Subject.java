package io.imbridge.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A record's key as the subject of its CloudEvent.
 *
 * <p>What CloudEvents allows in no text is percent-encoded: controls and noncharacters, as their bytes in UTF-8. So is
 * the percent sign, and decoding gives the key back. Half a surrogate pair is a question mark, as in the record's key.
 */
public final class Subject {
    /** What JSON readers take as a string by default. */
    private static final int MAX_LENGTH = 20_000_000;

    /** Within what a record may have beyond three times the callback's body. */
    private static final int MAX_GROWTH = 32 * 1024;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Subject() {}

    /** The subject; null for none where it would be much longer than the key, or longer than readers take. */
    public static @Nullable String of(String key) {
        int at = 0;
        while (at < key.length() && isPlain(key.charAt(at))) {
            at++;
        }
        if (at == key.length()) {
            return at > MAX_LENGTH ? null : key;
        }
        StringBuilder subject = new StringBuilder(key.length() + 16).append(key, 0, at);
        int growth = 0;
        while (at < key.length() && growth <= MAX_GROWTH) {
            int character = key.codePointAt(at);
            int length = Character.charCount(character);
            at += length;
            if (Character.getType(character) == Character.SURROGATE) {
                subject.append('?');
            } else if (isAllowed(character)) {
                subject.appendCodePoint(character);
            } else {
                byte[] bytes = Character.toString(character).getBytes(UTF_8);
                growth += 2 * bytes.length;
                for (byte one : bytes) {
                    subject.append('%').append(HEX.toHexDigits(one));
                }
            }
        }
        return growth > MAX_GROWTH || subject.length() > MAX_LENGTH ? null : subject.toString();
    }

    /** Whether a character is allowed for certain, and no part of another one. */
    private static boolean isPlain(char character) {
        return character < 0x7f ? character >= ' ' && character != '%' : character > 0x9f && character < 0xd800;
    }

    private static boolean isAllowed(int character) {
        return character != '%'
                && Character.getType(character) != Character.CONTROL
                && (character & 0xfffe) != 0xfffe
                && (character < 0xfdd0 || character > 0xfdef);
    }
}

package io.imbridge.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Makes the subject of a CloudEvent from the key of its record.
 *
 * <p>Characters that CloudEvents allows in no text, controls and noncharacters, are percent-encoded, as their bytes in
 * UTF-8. The percent sign is encoded too, so decoding restores the key. Half a surrogate pair becomes a question mark,
 * as in the record's key.
 */
public final class Subject {
    /** The longest string that JSON readers accept by default. */
    private static final int MAX_LENGTH = 20_000_000;

    /** The growth fits into the extra room that a record may have beyond three times the callback's body. */
    private static final int MAX_GROWTH = 32 * 1024;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Subject() {}

    /** The subject; null when it would be much longer than the key, or longer than readers accept. */
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

    /** Whether a character is certainly allowed and no part of another character. */
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

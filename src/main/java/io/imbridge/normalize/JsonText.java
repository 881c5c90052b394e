package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** Finds positions in bytes that are known to be valid JSON, with or without comments. */
final class JsonText {
    /** The length of an escape such as {@code \}{@code u0041}. */
    static final int UNICODE_ESCAPE = 6;

    private JsonText() {}

    /** The byte after a string's closing quote; {@code start} is the opening quote. */
    static int endOfString(byte[] source, int start) {
        int at = start + 1;
        while (source[at] != '"') {
            at += source[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** The byte after a comment; {@code start} is its first slash. */
    static int endOfComment(byte[] source, int start) {
        int at = start + 2;
        if (source[start + 1] == '/') {
            while (at < source.length && source[at] != '\n' && source[at] != '\r') {
                at++;
            }
            return at;
        }
        while (source[at - 1] != '*' || source[at] != '/' || at < start + 3) {
            at++;
        }
        return at + 1;
    }

    /**
     * The text of a string with escapes. {@code start} is the byte after the opening quote, {@code end} the closing
     * quote.
     */
    static String decode(byte[] source, int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        int plain = start;
        int at = start;
        while (at < end) {
            if (source[at] != '\\') {
                at++;
                continue;
            }
            text.append(new String(source, plain, at - plain, UTF_8)).append(escaped(source, at));
            at += source[at + 1] == 'u' ? UNICODE_ESCAPE : 2;
            plain = at;
        }
        return text.append(new String(source, plain, end - plain, UTF_8)).toString();
    }

    /** The character that an escape stands for. */
    static char escaped(byte[] source, int start) {
        char kind = (char) source[start + 1];
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit(source, start + 2);
            default -> kind;
        };
    }

    private static char unit(byte[] source, int start) {
        int unit = 0;
        for (int i = start; i < start + 4; i++) {
            unit = unit << 4 | HexFormat.fromHexDigit(source[i]);
        }
        return (char) unit;
    }
}

package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * Names in which halves of surrogate pairs stand as escapes. Readers take them badly: Jackson's of bytes reads none.
 *
 * <p>So two halves that make a pair become their character, and one alone, which is no text, the six characters of its
 * escape. What is published has no other names.
 */
final class SurrogateEscapes {
    private static final HexFormat HEX = HexFormat.of();

    private SurrogateEscapes() {}

    /** Whether a text has any, be they pairs or not. */
    static boolean areIn(String text) {
        return text.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
    }

    /** The same JSON with readable names; the rest is as it was. */
    static byte[] madeReadable(byte[] source, int start, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
        int at = start;
        while (at < end) {
            int from = at;
            if (source[at] == '"') {
                at = JsonText.endOfString(source, at);
                if (isName(source, at, end)) {
                    name(source, from, at, out);
                    continue;
                }
            } else {
                at = source[at] == '/' ? Math.min(end, JsonText.endOfComment(source, at)) : at + 1;
            }
            out.write(source, from, at - from);
        }
        return out.toByteArray();
    }

    /** Whether a string is a name, by what comes behind it. */
    private static boolean isName(byte[] source, int end, int limit) {
        int at = end;
        while (at < limit) {
            if (source[at] == '/') {
                at = JsonText.endOfComment(source, at);
            } else if (source[at] <= ' ') {
                at++;
            } else {
                return source[at] == ':';
            }
        }
        return false;
    }

    private static void name(byte[] source, int start, int end, ByteArrayOutputStream out) {
        int at = start;
        while (at < end) {
            if (source[at] != '\\') {
                out.write(source[at++]);
            } else if (source[at + 1] != 'u') {
                out.write(source, at, 2);
                at += 2;
            } else {
                at = escape(source, at, out);
            }
        }
    }

    private static int escape(byte[] source, int start, ByteArrayOutputStream out) {
        int end = start + JsonText.UNICODE_ESCAPE;
        char unit = JsonText.escaped(source, start);
        if (!Character.isSurrogate(unit)) {
            out.write(source, start, end - start);
            return end;
        }
        char other = source[end] == '\\' ? JsonText.escaped(source, end) : 0;
        if (Character.isSurrogatePair(unit, other)) {
            out.writeBytes(new String(new char[] {unit, other}).getBytes(UTF_8));
            return end + JsonText.UNICODE_ESCAPE;
        }
        out.writeBytes(("\\\\u" + HEX.toHexDigits(unit)).getBytes(UTF_8));
        return end;
    }
}

package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * Rewrites names that contain halves of surrogate pairs as escapes. Many readers fail on them: Jackson's reader of
 * bytes reads none.
 *
 * <p>Two halves that make a pair become their character. A half alone, which is not valid text, becomes the six
 * characters of its escape. So no published name contains such an escape.
 */
final class SurrogateEscapes {
    private static final HexFormat HEX = HexFormat.of();

    private SurrogateEscapes() {}

    /** Whether a text contains surrogates, in pairs or alone. */
    static boolean areIn(String text) {
        return text.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
    }

    /** The same JSON with readable names; everything else is unchanged. */
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

    /** Whether a string is a name, judged by the character after it. */
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

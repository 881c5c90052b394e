package io.imbridge.normalize;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Arrays;

/**
 * Writes compact JSON in UTF-8. It copies most of it unchanged from slices: numbers keep their digits, strings their
 * escapes. White space and comments between the tokens of a slice are left out.
 */
final class JsonWriter {
    private byte[] bytes;
    private int length;

    JsonWriter(int expectedLength) {
        bytes = new byte[expectedLength];
    }

    JsonWriter begin(char bracket) {
        return append(bracket);
    }

    JsonWriter end(char bracket) {
        if (bytes[length - 1] == ',') {
            length--;
        }
        return append(bracket).append(',');
    }

    /** Writes a member's name; {@code name} needs no escape. */
    JsonWriter name(String name) {
        return append('"').ascii(name).append('"').append(':');
    }

    JsonWriter name(JsonSlice name) {
        return name("", name);
    }

    /** Writes a member's name unchanged, after a prefix that needs no escape. */
    JsonWriter name(String prefix, JsonSlice name) {
        return append('"')
                .ascii(prefix)
                .copy(name.source(), name.start() + 1, name.end())
                .append(':');
    }

    /** Writes a string that needs no escape. */
    JsonWriter plain(String text) {
        return append('"').ascii(text).append('"').append(',');
    }

    /** Writes a member's name and escapes it as necessary; the name is valid Unicode text. */
    JsonWriter escapedName(String name) {
        return escaped(name).append(':');
    }

    JsonWriter text(String text) {
        return escaped(text).append(',');
    }

    private JsonWriter escaped(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        return append('"').copy(escaped, 0, escaped.length).append('"');
    }

    JsonWriter value(JsonSlice value) {
        boolean nested = value.isObject() || value.isArray();
        return (nested ? compact(value) : copy(value.source(), value.start(), value.end())).append(',');
    }

    /** The written JSON, without the comma after it. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length - 1);
    }

    private JsonWriter compact(JsonSlice value) {
        ensure(value.length());
        byte[] source = value.source();
        int at = value.start();
        while (at < value.end()) {
            byte next = source[at];
            if (next == '"') {
                int end = JsonText.endOfString(source, at);
                copy(source, at, end);
                at = end;
            } else if (next == '/') {
                at = JsonText.endOfComment(source, at);
            } else {
                if (next > ' ') {
                    bytes[length++] = next;
                }
                at++;
            }
        }
        return this;
    }

    private JsonWriter append(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    @SuppressWarnings("deprecation") // copies ASCII without an array in between
    private JsonWriter ascii(String text) {
        ensure(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
        return this;
    }

    private JsonWriter copy(byte[] source, int start, int end) {
        ensure(end - start);
        System.arraycopy(source, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}

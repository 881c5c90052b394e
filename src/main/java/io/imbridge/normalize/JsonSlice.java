package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON text, given by its position.
 *
 * @param source the whole text, known to be valid JSON
 * @param type the value's first token
 * @param start its first byte
 * @param end the byte after its last
 */
record JsonSlice(byte[] source, JsonToken type, int start, int end) {

    boolean isString() {
        return type == JsonToken.VALUE_STRING;
    }

    boolean isObject() {
        return type == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return type == JsonToken.START_ARRAY;
    }

    int length() {
        return end - start;
    }

    /** The text of a string, decoded; null when the value is not a string. */
    @Nullable
    String text() {
        if (!isString()) {
            return null;
        }
        return hasEscapes()
                ? JsonText.decode(source, start + 1, end - 1)
                : new String(source, start + 1, end - start - 2, UTF_8);
    }

    /** Whether a string contains escapes. */
    boolean hasEscapes() {
        for (int i = start; i < end; i++) {
            if (source[i] == '\\') {
                return true;
            }
        }
        return false;
    }
}

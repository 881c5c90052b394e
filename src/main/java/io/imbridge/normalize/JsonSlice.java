package io.imbridge.normalize;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON text, as the place where it stands.
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

    int length() {
        return end - start;
    }

    /** What a string says; null when the value is no string. */
    @Nullable
    String text() {
        if (!isString()) {
            return null;
        }
        for (int i = start; i < end; i++) {
            if (source[i] == '\\') {
                return JsonReader.decode(this);
            }
        }
        return new String(source, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }
}

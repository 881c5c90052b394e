package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON as it is in Kafka. The names in it are chosen by strangers, so none is remembered. */
final class EventJson {
    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build());

    private EventJson() {}

    /** Reads an object; null for what is none. */
    static @Nullable ObjectNode object(byte[] json) {
        try {
            return MAPPER.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (IOException none) {
            return null;
        }
    }

    /** Writes JSON in UTF-8. Half a surrogate pair, which UTF-8 does not have, is written as its escape. */
    static byte[] bytes(JsonNode node) {
        String text = node.toString();
        int at = half(text, 0);
        if (at < 0) {
            return text.getBytes(UTF_8);
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        int from = 0;
        while (at >= 0) {
            escaped.append(text, from, at).append(String.format("\\u%04x", (int) text.charAt(at)));
            from = at + 1;
            at = half(text, from);
        }
        return escaped.append(text, from, text.length()).toString().getBytes(UTF_8);
    }

    /** Where the next half of a pair is that has no other half; -1 for nowhere. */
    private static int half(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char character = text.charAt(at);
            if (Character.isHighSurrogate(character)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(character)) {
                return at;
            }
        }
        return -1;
    }

    /** The text of a field; null where it has none. */
    static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}

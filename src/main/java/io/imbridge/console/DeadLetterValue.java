package io.imbridge.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads the value of a dead letter, which may be anything. */
final class DeadLetterValue {
    /** Strangers choose the names, so the parser does not keep them in memory. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** Names in bodies, in events, and in CloudEvents in structured mode. */
    private static final Set<String> NAMES = Set.of("GroupId", "groupId", "specversion", "type", "id", "sdkappid");

    private DeadLetterValue() {}

    /**
     * The texts of an object under the names of the group and of a structured CloudEvent's attributes, including those
     * in its {@code data}, as far as the value can be read. The first occurrence of a name counts.
     */
    static Map<String, String> members(byte[] value) {
        Map<String, String> found = new HashMap<>();
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                members(parser, found);
            }
        } catch (IOException broken) {
            // The texts before the invalid part are found.
        }
        return found;
    }

    private static void members(JsonParser parser, Map<String, String> found) throws IOException {
        while (parser.nextToken() != null) {
            if (parser.currentToken() != JsonToken.FIELD_NAME) {
                continue;
            }
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && NAMES.contains(name)) {
                found.putIfAbsent(name, parser.getText());
            } else if (value != JsonToken.START_OBJECT || !name.equals("data") || !found.containsKey("specversion")) {
                parser.skipChildren();
            }
        }
    }

    /** Whether a value is exactly one JSON object, from the first byte to the last. */
    static boolean isWhole(byte[] value) {
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException broken) {
            return false;
        }
    }
}

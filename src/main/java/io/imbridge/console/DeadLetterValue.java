package io.imbridge.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Looks into the value of a dead letter, which may be anything. */
final class DeadLetterValue {
    /** The names are a stranger's: none is remembered. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** Of bodies, of events, and of CloudEvents in structured mode. */
    private static final Set<String> NAMES = Set.of("GroupId", "groupId", "specversion", "type", "id", "sdkappid");

    private DeadLetterValue() {}

    /**
     * The texts that an object has under the names of the group, and of the attributes of a structured CloudEvent, with
     * those of its {@code data}: as far as it can be read. The first of a name counts.
     */
    static Map<String, String> members(byte[] value) {
        Map<String, String> found = new HashMap<>();
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                members(parser, found);
            }
        } catch (IOException broken) {
            // What stands before the break is known.
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

    /** Whether it is one JSON object from the first byte to the last. */
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

package io.imbridge.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.testkit.GoldenCallback;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the JSON Schemas (2020-12) of the events: one for each topic, and one for the fields that all events have.
 *
 * <p>Each is self-contained, so a validator or a code generator needs only one file. They are open: consumers written
 * for them remain correct when a field is added.
 */
final class EventSchemas {
    /** The version of the contract. Any change except an addition needs the next version. */
    static final int VERSION = 1;

    /** The name of the schema with the fields that all events have. */
    static final String COMMON = "event";

    /** The schema of events whose command the catalogue does not know. */
    static final String UNKNOWN = "unknown";

    static final String RULES = "A field is absent when the callback did not have it. An empty string is a value of its"
            + " own, and stays. Fields may be added: ignore those that you do not know.";

    private static final List<String> REQUIRED = List.of("command", "sdkAppId", "receivedTime");

    private EventSchemas() {}

    /** All schemas by name: a topic without its prefix, {@value #UNKNOWN} or {@value #COMMON}. */
    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> schemas = new LinkedHashMap<>();
        schemas.put(COMMON, schema(COMMON, "Event", "What every event has in common.", EventFields.common()));
        for (CallbackCommand command : CommandCatalog.all()) {
            schemas.put(command.topicSuffix(), ofCommand(command));
        }
        schemas.putAll(ProfileSchemas.all());
        schemas.put(UNKNOWN, schema(UNKNOWN, "Unknown command", description(unknown()), EventFields.common()));
        return schemas;
    }

    /** A placeholder for any command that is not in the catalogue. */
    static CallbackCommand unknown() {
        return CommandCatalog.find("Unknown.Command");
    }

    static String description(CallbackCommand command) {
        String key = "Key: " + CommandWords.key(command) + ".";
        return String.join(" ", CommandWords.phase(command), key, CommandWords.time(command));
    }

    /** The schema of an object with these fields: some of them are required, and it may have others. */
    static ObjectNode object(ObjectNode properties) {
        ObjectNode schema = GoldenCallback.JSON.createObjectNode().put("type", "object");
        REQUIRED.stream().filter(properties::has).forEach(schema.withArray("required")::add);
        schema.set("properties", properties);
        return schema.put("additionalProperties", true);
    }

    private static ObjectNode ofCommand(CallbackCommand command) {
        ObjectNode fields = command.shape() == Shape.PROFILE ? EventFields.all() : EventFields.common();
        fields.set("command", command(command));
        return schema(command.topicSuffix(), command.name(), description(command), fields);
    }

    /** The field {@code command} in the events of one command. */
    static ObjectNode command(CallbackCommand command) {
        return GoldenCallback.JSON
                .createObjectNode()
                .put("description", "The vendor's command.")
                .put("type", "string")
                .put("const", command.name());
    }

    private static ObjectNode schema(String name, String title, String description, ObjectNode fields) {
        ObjectNode schema = GoldenCallback.JSON
                .createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:im-kafka-bridge:schema:" + VERSION + ":" + name)
                .put("title", title)
                .put("description", description + " " + RULES);
        return schema.setAll(object(fields));
    }
}

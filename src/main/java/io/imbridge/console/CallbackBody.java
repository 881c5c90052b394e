package io.imbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.callback.ProfileField;
import io.imbridge.callback.Rfc3339;
import io.imbridge.callback.TimeRule;
import io.imbridge.events.ValueJson;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes the body of a callback from its event, with the vendor's names. */
final class CallbackBody {
    private static final Map<String, String> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("groupId", "GroupId");
        FIELDS.put("topicId", "TopicId");
        FIELDS.put("topicIds", "TopicIdList");
        FIELDS.put("groupType", "Type");
        FIELDS.put("operator", "Operator_Account");
    }

    private CallbackBody() {}

    static ObjectNode of(CallbackCommand command, JsonNode event) {
        ObjectNode body = ValueJson.MAPPER.createObjectNode();
        boolean isInBatch =
                command.shape() == Shape.BATCH && !event.path("extra").has("Events");
        if (isInBatch) {
            body.putArray("Events").add(fields(command, event));
            return body;
        }
        body.put("CallbackCommand", command.name());
        body.setAll(fields(command, event));
        return body;
    }

    private static ObjectNode fields(CallbackCommand command, JsonNode event) {
        ObjectNode body = ValueJson.MAPPER.createObjectNode();
        FIELDS.forEach((name, field) -> copy(event, name, body, field));
        copy(event, "owner", body, command.owner());
        for (ProfileField field : ProfileField.values()) {
            copy(event.path("changes"), field.eventName(), body, field.vendorName());
        }
        pairs(event.path("customFields"), body, "UserDefinedDataList", "Key", "Value");
        pairs(event.path("attributes"), body, "GroupAttr", "key", "value");
        time(command, event, body);
        event.path("extra").properties().forEach(field -> body.set(field.getKey(), field.getValue()));
        return body;
    }

    private static void copy(JsonNode event, String name, ObjectNode body, String field) {
        if (event.has(name)) {
            body.set(field, event.get(name));
        }
    }

    private static void pairs(JsonNode values, ObjectNode body, String list, String key, String value) {
        if (values.isObject()) {
            ArrayNode pairs = body.putArray(list);
            values.properties()
                    .forEach(field -> pairs.addObject().put(key, field.getKey()).set(value, field.getValue()));
        }
    }

    /** Writes the time to the first time field of the catalogue that the body does not already have. */
    private static void time(CallbackCommand command, JsonNode event, ObjectNode body) {
        String time = event.path("eventTime").textValue();
        for (TimeRule rule : command.times()) {
            if (time != null && !event.path("extra").has(rule.field())) {
                try {
                    long milliseconds = Rfc3339.parse(time).toEpochMilli();
                    body.put(rule.field(), rule.unit().convert(milliseconds, TimeUnit.MILLISECONDS));
                } catch (DateTimeException none) {
                    return;
                }
                return;
            }
        }
    }
}

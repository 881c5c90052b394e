package io.imbridge.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import io.imbridge.testkit.GoldenCallback;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields of an event's value, in the order in which they are written. Each is a JSON Schema with the same meaning
 * in drafts 7 and 2020-12.
 *
 * <p>{@link SchemasTest} checks that these are exactly the fields that the service writes.
 */
final class EventFields {
    /** Fields that only the profile commands have. */
    private static final Set<String> PROFILE =
            Set.of("topicIds", "groupType", "owner", "changes", "customFields", "attributes");

    private static final String ALL = """
            {
              "command": {
                "description": "The vendor's command.",
                "type": "string",
                "pattern": "^[A-Za-z][A-Za-z0-9]*(\\\\.[A-Za-z0-9_]+)+$",
                "maxLength": 128
              },
              "sdkAppId": {
                "description": "The app in which it happened.",
                "type": "string",
                "pattern": "^[0-9]{1,20}$",
                "examples": ["1400000000"]
              },
              "groupId": {
                "description": "The group.",
                "type": "string",
                "examples": ["@TGS#_@TGS#cQVLVHIM62CJ"]
              },
              "topicId": {
                "description": "The topic. Absent where the vendor does not send it.",
                "type": "string"
              },
              "topicIds": {
                "description": "The topics, where the vendor sends a list of them.",
                "type": "array",
                "items": {"type": "string"}
              },
              "groupType": {
                "description": "The vendor's type of the group. New ones may come.",
                "type": "string",
                "examples": ["Community"]
              },
              "operator": {
                "description": "The account that did it.",
                "type": "string"
              },
              "owner": {
                "description": "The account that owns the group; after a change of the owner the new one.",
                "type": "string"
              },
              "changes": {
                "description": "What was set. A name that is absent is unchanged. An empty string means cleared. Absent as a whole: none of these changed.",
                "type": "object",
                "properties": {CHANGES},
                "minProperties": 1,
                "additionalProperties": true
              },
              "customFields": {
                "description": "The custom fields that were set, by name. A name that is absent is unchanged. An empty string is a value.",
                "type": "object",
                "additionalProperties": {"type": "string"}
              },
              "attributes": {
                "description": "The attributes that have these values now, by name. A name that is absent is unchanged, unless OptionType under 'extra' is 'set': then it is gone. An empty string is a value.",
                "type": "object",
                "additionalProperties": {"type": "string"}
              },
              "eventTime": {
                "description": "When it happened, as the callback says. Absent when it does not say; the attribute 'time' of the CloudEvent is always there. RFC 3339, UTC, milliseconds.",
                "type": "string",
                "format": "date-time",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\\\.[0-9]{3}Z$"
              },
              "receivedTime": {
                "description": "When the callback arrived. RFC 3339, UTC, milliseconds.",
                "type": "string",
                "format": "date-time",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\\\.[0-9]{3}Z$"
              },
              "client": {
                "description": "Where the action came from, as the callback's query says.",
                "type": "object",
                "properties": {
                  "ip": {
                    "description": "The client's address.",
                    "type": "string"
                  },
                  "platform": {
                    "description": "The client's platform. New ones may come.",
                    "type": "string",
                    "examples": ["Web"]
                  }
                },
                "minProperties": 1,
                "additionalProperties": true
              },
              "extra": {
                "description": "All else that the callback's body had, under the vendor's names, as it came. A field of a type that nobody expected is here too. Absent when nothing is left over.",
                "type": "object",
                "minProperties": 1,
                "additionalProperties": true
              }
            }""".replace("CHANGES", changes());

    private EventFields() {}

    private static String changes() {
        return Arrays.stream(ProfileField.values())
                .map(field -> "\"%s\": {\"description\": \"The new %s; %s.\", \"type\": \"string\"}"
                        .formatted(
                                field.eventName(),
                                field.noun(),
                                field == ProfileField.NAME
                                        ? "of a new group or topic its first one"
                                        : "empty: cleared"))
                .collect(Collectors.joining(","));
    }

    /** Those that every command has. */
    static ObjectNode common() {
        return all().remove(PROFILE);
    }

    /** The fields that only the profile commands have. */
    static ObjectNode profile() {
        return all().retain(PROFILE);
    }

    /** The fields of a profile command. */
    static ObjectNode all() {
        try {
            return (ObjectNode) GoldenCallback.JSON.readTree(ALL);
        } catch (JsonProcessingException mistyped) {
            throw new IllegalStateException(mistyped);
        }
    }
}

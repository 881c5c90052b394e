package io.imbridge.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import io.imbridge.testkit.GoldenCallback;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the JSON Schemas of profiles, and the parts of the AsyncAPI document about their topics. */
final class ProfileSchemas {
    static final String GROUPS = "profile.groups";
    static final String TOPICS = "profile.topics";
    static final String READS = "profile.reads";
    static final String CORRECTIONS = "profile.corrections";

    private static final String RULES =
            "A field is absent when its value is not known. An empty string is a value of its own. The record's value"
                    + " is null when the %s has ended. Fields may be added: ignore those that you do not know.";

    private static final Set<String> OF_GROUPS = Set.of("owner", "attributes", "topicIds");
    private static final Set<String> OF_TOPICS = Set.of("topicId");
    private static final List<String> REQUIRED =
            List.of("sdkAppId", "groupId", "topicId", "changedTime", "fields", "complete", "version");

    private static final String TIME = """
        "type": "string", "format": "date-time",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\\\.[0-9]{3}Z$"
        """;

    private static final String ALL = """
        {
          "sdkAppId": {
            "description": "The app.",
            "type": "string",
            "pattern": "^[0-9]{1,20}$",
            "examples": ["1400000000"]
          },
          "groupId": {"description": "The group.", "type": "string", "examples": ["@TGS#_@TGS#cQVLVHIM62CJ"]},
          "topicId": {"description": "The topic.", "type": "string"},
          "groupType": {
            "description": "The vendor's type of the group. New ones may come.",
            "type": "string",
            "examples": ["Community"]
          },
          "owner": {"description": "The account that owns the group.", "type": "string"},
          PROFILE_FIELDS,
          "customFields": {
            "description": "The custom fields that are known, by name.",
            "type": "object",
            "additionalProperties": {"type": "string"}
          },
          "attributes": {
            "description": "The attributes that are known, by name.",
            "type": "object",
            "additionalProperties": {"type": "string"}
          },
          "topicIds": {
            "description": "The topics that are known, in the order of their ids.",
            "type": "array",
            "items": {"type": "string"}
          },
          "createdTime": {"description": "When it was created, as a callback or a read told. RFC 3339, UTC, milliseconds.", TIME},
          "changedTime": {"description": "When something was told last. RFC 3339, UTC, milliseconds.", TIME},
          "changedBy": {"description": "The account that did what was told last.", "type": "string"},
          "fields": {
            "description": "For each field that has a value when it was told, by whom, and from where. Fields of maps are named customFields.<name> and attributes.<name>.",
            "type": "object",
            "additionalProperties": {
              "type": "object",
              "properties": {
                "time": {"description": "When it was told.", TIME},
                "operator": {"description": "The account that did it.", "type": "string"},
                "source": {
                  "description": "Who told it: a callback, or the vendor's answer to a question (read).",
                  "type": "string",
                  "examples": ["callback", "read"]
                }
              },
              "required": ["time", "source"],
              "additionalProperties": true
            }
          },
          "complete": {"description": "Whether a read told all of it: what is absent then has no value.", "type": "boolean"},
          "version": {
            "description": "A number below 2^53 that grows with every change of the key.",
            "type": "integer",
            "minimum": 0
          }
        }\
        """.replace("TIME", TIME.strip()).replace("PROFILE_FIELDS", profileFields());

    private ProfileSchemas() {}

    private static String profileFields() {
        return Arrays.stream(ProfileField.values())
                .map(field -> "\"%s\": {\"description\": \"The %s.\", \"type\": \"string\"}"
                        .formatted(field.eventName(), field.noun()))
                .collect(Collectors.joining(","));
    }

    /** By name: a topic without its prefix. */
    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> schemas = new LinkedHashMap<>();
        schemas.put(GROUPS, schema(GROUPS, "Group", "group"));
        schemas.put(TOPICS, schema(TOPICS, "Topic", "topic"));
        schemas.put(READS, ReadSchemas.schema());
        schemas.put(CORRECTIONS, CorrectionSchemas.schema());
        return schemas;
    }

    private static ObjectNode schema(String name, String title, String what) {
        return schema(name, title + " profile", description(what) + " " + RULES.formatted(what), object(name));
    }

    static String description(String what) {
        return "What a " + what + " is now.";
    }

    /** The schema of a profile without the schema's description of itself. */
    static ObjectNode object(String name) {
        ObjectNode fields = fields();
        fields.remove(name.equals(GROUPS) ? OF_TOPICS : OF_GROUPS);
        ObjectNode object = GoldenCallback.JSON.createObjectNode().put("type", "object");
        REQUIRED.stream().filter(fields::has).forEach(object.withArray("required")::add);
        object.set("properties", fields);
        return object.put("additionalProperties", true);
    }

    static ObjectNode fields() {
        try {
            return (ObjectNode) GoldenCallback.JSON.readTree(ALL);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A schema as a file of its own.
     *
     * @param name the name of the topic, without its prefix
     * @param object the schema of the value
     */
    static ObjectNode schema(String name, String title, String description, ObjectNode object) {
        ObjectNode schema = GoldenCallback.JSON
                .createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:im-kafka-bridge:schema:" + EventSchemas.VERSION + ":" + name)
                .put("title", title)
                .put("description", description);
        return schema.setAll(object);
    }

    /** A message of AsyncAPI. */
    static ObjectNode message(String type, String title, String summary, ObjectNode headers, ObjectNode payload) {
        ObjectNode message = GoldenCallback.JSON
                .createObjectNode()
                .put("name", type)
                .put("title", title)
                .put("summary", summary)
                .put("contentType", "application/json");
        message.set("headers", headers);
        message.set("payload", payload);
        return message;
    }

    /** The headers of a profile's record. */
    static ObjectNode headers(String type) {
        return headers(type, "The key, a slash, and the version.", "The changedTime.");
    }

    /** The headers of a record of this type, with descriptions of its id and its time. */
    static ObjectNode headers(String type, String id, String time) {
        try {
            return (ObjectNode) GoldenCallback.JSON.readTree("""
                {
                  "type": "object",
                  "properties": {
                    "ce_specversion": {"type": "string", "const": "1.0"},
                    "ce_type": {"type": "string", "const": "%s"},
                    "ce_source": {"description": "The app.", "type": "string", "pattern": "^/tencent-im/[0-9]{1,20}$"},
                    "ce_subject": {"description": "The id, escaped as in events.", "type": "string"},
                    "ce_id": {"description": "%s", "type": "string"},
                    "ce_time": {"description": "%s", "type": "string", "format": "date-time"},
                    "content-type": {"description": "Absent where the value is null.", "type": "string", "const": "application/json"}
                  },
                  "required": ["ce_specversion", "ce_type", "ce_source", "ce_id", "ce_time"]
                }\
                """.formatted(type, id, time));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

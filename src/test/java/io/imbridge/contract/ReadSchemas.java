package io.imbridge.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import io.imbridge.testkit.GoldenCallback;
import java.util.List;
import java.util.stream.Stream;

/** Makes the JSON Schema of the vendor's answers. */
final class ReadSchemas {
    static final String KEY = "the app, a colon, and the group's id";

    private static final String TYPE = "io.imbridge.ProfileRead";

    private static final String RULES =
            "The record's ce_time is when the question was sent. In a group and a topic a field that is absent has no"
                    + " value, but for customFields: one that is absent there was not asked for. Fields may be added:"
                    + " ignore those that you do not know.";

    private static final List<String> FIELDS = Stream.of(
                    List.of("sdkAppId", "groupId", "topicId"),
                    ProfileField.eventNamesAfter("groupType", "owner"),
                    List.of("customFields", "createdTime"))
            .flatMap(List::stream)
            .toList();

    private ReadSchemas() {}

    static ObjectNode schema() {
        return ProfileSchemas.schema(ProfileSchemas.READS, "Profile read", description() + " " + RULES, object());
    }

    static String description() {
        return "What the vendor said that a group or a topic is, when it was asked.";
    }

    /** The message for AsyncAPI. */
    static ObjectNode message() {
        ObjectNode headers = ProfileSchemas.headers(
                TYPE,
                "The app, a colon, the id, and after slashes what was read, and when it was asked for.",
                "When the vendor was asked.");
        return ProfileSchemas.message(TYPE, "An answer of the vendor", description(), headers, object());
    }

    /** The schema of a read without the schema's description of itself. */
    static ObjectNode object() {
        ObjectNode object = GoldenCallback.JSON.createObjectNode().put("type", "object");
        List.of("read", "sdkAppId", "groupId").forEach(object.withArray("required")::add);
        ObjectNode properties = object.putObject("properties");
        properties
                .putObject("read")
                .put(
                        "description",
                        "What it is about: a group with all its fields; a topic with all its fields; all topics of a"
                                + " group, told one by one just before, so that there are no others; gone, a group or"
                                + " topic that the vendor does not have.")
                .put("type", "string")
                .putArray("examples")
                .add("group")
                .add("topic")
                .add("topics")
                .add("gone");
        ObjectNode known = ProfileSchemas.fields();
        FIELDS.forEach(name -> properties.set(name, known.get(name)));
        properties
                .withObject("/customFields")
                .put("description", "The custom fields that were asked for, by name: null for one that has no value.")
                .withObject("/additionalProperties")
                .putArray("type")
                .add("string")
                .add("null");
        properties
                .putObject("trigger")
                .put(
                        "description",
                        "What had the vendor asked, where that already told that something changed: topic-changed, a"
                                + " callback that does not say which topic. Absent for a read of all, and by command.")
                .put("type", "string")
                .putArray("examples")
                .add("topic-changed");
        return object.put("additionalProperties", true);
    }
}

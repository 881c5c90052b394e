package io.imbridge.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.GoldenCallback;
import java.util.List;

/** Makes the JSON Schema of corrections by reads. */
final class CorrectionSchemas {
    static final String KEY = "the group's id";

    private static final String TYPE = "io.imbridge.ProfileCorrection";

    private static final String RULES =
            "The record's ce_time is when the vendor was asked. Fields may be added: ignore those that you do not know.";

    private static final String CUT = " The first 200 characters, and … where there are more.";

    private CorrectionSchemas() {}

    static ObjectNode schema() {
        return ProfileSchemas.schema(
                ProfileSchemas.CORRECTIONS, "Profile correction", description() + " " + RULES, object());
    }

    static String description() {
        return "In what the profile of a group or a topic was different from what the vendor had when it was asked.";
    }

    /** The message for AsyncAPI. */
    static ObjectNode message() {
        ObjectNode headers = ProfileSchemas.headers(
                TYPE, "The ce_id of the profile that came of it, and /correction.", "When the vendor was asked.");
        return ProfileSchemas.message(TYPE, "What a read corrected", description(), headers, object());
    }

    /** The schema of a correction without the schema's description of itself. */
    private static ObjectNode object() {
        ObjectNode object = GoldenCallback.JSON.createObjectNode().put("type", "object");
        List.of("corrected", "sdkAppId", "groupId").forEach(object.withArray("required")::add);
        ObjectNode properties = object.putObject("properties");
        text(
                properties,
                "corrected",
                "What was wrong: fields that were different; unknown, a group or topic that had ended here; ended,"
                        + " one that the vendor does not have any more.");
        List.of("fields", "unknown", "ended")
                .forEach(properties.withObject("/corrected").withArray("examples")::add);
        ObjectNode known = ProfileSchemas.fields();
        List.of("sdkAppId", "groupId", "topicId").forEach(name -> properties.set(name, known.get(name)));
        ObjectNode since = known.get("changedTime").deepCopy();
        since.put(
                "description",
                "When the profile was told last as it was, of several fields the oldest: the difference began then or"
                        + " later. Absent where nothing was told. RFC 3339, UTC, milliseconds.");
        properties.set("since", since);
        properties.set("differences", differences(since));
        properties
                .putObject("more")
                .put("description", "How many fields were different beside those that are told.")
                .put("type", "integer")
                .put("minimum", 0);
        return object.put("additionalProperties", true);
    }

    private static ObjectNode differences(ObjectNode since) {
        ObjectNode list = GoldenCallback.JSON
                .createObjectNode()
                .put("description", "Where fields were different: the first of them, 20 at most.")
                .put("type", "array");
        ObjectNode one = list.putObject("items").put("type", "object");
        one.withArray("required").add("field");
        ObjectNode fields = one.putObject("properties");
        text(fields, "field", "Its place in a profile, such as name or customFields.city." + CUT);
        text(fields, "was", "What it had been; absent where it had no value." + CUT);
        text(fields, "is", "What it is; absent where it is no more." + CUT);
        fields.set("since", since);
        one.put("additionalProperties", true);
        return list;
    }

    private static void text(ObjectNode properties, String name, String description) {
        properties.putObject(name).put("description", description).put("type", "string");
    }
}

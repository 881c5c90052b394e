package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes what only the four profile commands have: lists of topics, owner, what changed, custom fields.
 *
 * <p>The vendor's documents: "After a Topic Is Created", "Topic Profile Change Webhook", "After a Topic Is Deleted",
 * "After Modifying Group Profiles". Absent means unchanged, an empty string means cleared.
 */
final class ProfileFields {
    private static final List<Map.Entry<String, String>> CHANGES = List.of(
            Map.entry("Name", "name"),
            Map.entry("Introduction", "introduction"),
            Map.entry("Notification", "notification"),
            Map.entry("FaceUrl", "faceUrl"));

    private ProfileFields() {}

    /** Writes the list of topics: the tables say it is a string, the samples an array of strings. */
    static void writeTopicIds(JsonMembers body, JsonWriter out) {
        JsonSlice list = body.get("TopicIdList");
        if (list == null) {
            return;
        }
        if (list.isString()) {
            out.name("topicIds").begin('[').value(list).end(']');
            body.take("TopicIdList");
        } else if (list.isArray() && JsonReader.elements(list).stream().allMatch(JsonSlice::isString)) {
            out.name("topicIds").value(list);
            body.take("TopicIdList");
        }
    }

    static void writeChanges(JsonMembers body, JsonWriter out) {
        boolean any = false;
        for (Map.Entry<String, String> change : CHANGES) {
            JsonSlice value = body.takeString(change.getKey());
            if (value != null) {
                if (!any) {
                    out.name("changes").begin('{');
                    any = true;
                }
                out.name(change.getValue()).value(value);
            }
        }
        if (any) {
            out.end('}');
        }
    }

    /** Writes the custom fields, if the list is nothing but pairs of a unique key that can be a name, and a string. */
    static void writeCustomFields(JsonMembers body, JsonWriter out) {
        JsonSlice list = body.get("UserDefinedDataList");
        if (list == null || !list.isArray()) {
            return;
        }
        List<JsonMembers> pairs = JsonReader.objects(list).orElse(null);
        if (pairs == null || !arePlain(pairs)) {
            return;
        }
        body.take("UserDefinedDataList");
        out.name("customFields").begin('{');
        for (JsonMembers pair : pairs) {
            JsonSlice key = pair.takeString("Key");
            JsonSlice value = pair.takeString("Value");
            if (key != null && value != null) {
                name(key, out).value(value);
            }
        }
        out.end('}');
    }

    /** A name must not have half of a pair as an escape, as a value may. */
    private static JsonWriter name(JsonSlice key, JsonWriter out) {
        String text = key.hasEscapes() ? key.text() : null;
        return text == null ? out.name(key) : out.escapedName(text);
    }

    private static boolean arePlain(List<JsonMembers> pairs) {
        Set<String> keys = new HashSet<>();
        for (JsonMembers pair : pairs) {
            if (!isPlain(pair, keys)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(JsonMembers pair, Set<String> keys) {
        JsonSlice key = pair.get("Key");
        JsonSlice value = pair.get("Value");
        if (pair.rest().size() != 2 || key == null || value == null || !value.isString()) {
            return false;
        }
        String text = key.text();
        return text != null && canBeName(key, text) && keys.add(text);
    }

    private static boolean canBeName(JsonSlice key, String text) {
        return key.length() - 2 <= ReaderLimits.NAME
                && (!key.hasEscapes() || UTF_8.newEncoder().canEncode(text));
    }
}

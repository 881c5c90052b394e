package io.imbridge.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.words.Part;
import io.imbridge.words.VisibleText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes entries as JSON, for the console's resources and the command line. A value that is unknown is absent. */
public final class EntryJson {
    private EntryJson() {}

    /** An entry. */
    public static ObjectNode of(Entry entry) {
        ObjectNode json = ValueJson.MAPPER.createObjectNode();
        json.put("id", entry.origin().toString())
                .put("topic", entry.origin().topic())
                .put("partition", entry.origin().partition())
                .put("offset", entry.origin().offset())
                .put("time", entry.time());
        put(json, "receivedTime", entry.receivedTime());
        put(json, "command", entry.command());
        put(json, "sdkAppId", entry.sdkAppId());
        put(json, "groupId", entry.groupId());
        put(json, "topicId", entry.topicId());
        put(json, "operator", entry.operator());
        if (entry.sequence() != null) {
            json.put("sequence", entry.sequence());
        }
        put(json, "eventId", entry.eventId());
        json.put("bytes", entry.bytes());
        putVisible(json, "groupName", entry.groupName());
        putVisible(json, "topicName", entry.topicName());
        json.put("sentence", entry.sentence().text());
        ArrayNode parts = json.putArray("parts");
        for (Part part : entry.sentence().parts()) {
            ObjectNode own = parts.addObject().put("text", part.text());
            if (part.kind() != null) {
                own.put("is", part.kind().word());
            }
        }
        put(json, "deadLetterReason", entry.deadLetterReason());
        return json;
    }

    /** Several entries, as an array. */
    public static ArrayNode of(List<Entry> entries) {
        ArrayNode all = ValueJson.MAPPER.createArrayNode();
        entries.forEach(entry -> all.add(of(entry)));
        return all;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void putVisible(ObjectNode json, String name, @Nullable String value) {
        put(json, name, value == null ? null : VisibleText.of(value));
    }
}

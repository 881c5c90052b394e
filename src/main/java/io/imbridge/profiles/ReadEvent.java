package io.imbridge.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.ProfileField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the vendor's answers about groups and topics: the events of profile.reads. */
final class ReadEvent {
    private static final String READ = "read";
    private static final List<String> FIELDS = ProfileField.eventNamesAfter("groupType", "owner", "createdTime");

    private ReadEvent() {}

    /** Whether an event is an answer of the vendor. */
    static boolean isOne(JsonNode event) {
        return event.has(READ) && !event.has("command");
    }

    /** Whether a callback had already announced a change. Differences that such a read finds are not drift. */
    static boolean isExpected(JsonNode event) {
        return event.has("trigger");
    }

    /**
     * Reads an event.
     *
     * @param stamp when the question was sent
     * @throws UnreadableEventException when the event is not an answer of the vendor
     */
    static Change read(JsonNode event, String sdkAppId, Stamp stamp) throws UnreadableEventException {
        String group = EventJson.text(event, "groupId");
        String topic = EventJson.text(event, "topicId");
        String read = EventJson.text(event, READ);
        if (group == null || read == null || ("topic".equals(read) && topic == null)) {
            throw new UnreadableEventException("the read does not say what it is about");
        }
        Change.Kind kind =
                switch (read) {
                    case "group", "topic" -> Change.Kind.FOUND;
                    case "topics" -> Change.Kind.TOPICS_FOUND;
                    case "gone" -> Change.Kind.GONE;
                    default -> throw new UnreadableEventException("it is not known what was read");
                };
        Map<String, @Nullable String> values = new HashMap<>();
        Set<String> cleared = new TreeSet<>();
        if (kind == Change.Kind.FOUND) {
            fields(event, values, cleared);
        }
        List<String> topics = topic == null || kind == Change.Kind.TOPICS_FOUND ? List.of() : List.of(topic);
        return new Change(sdkAppId, group, topics, kind, stamp, null, Source.READ, values, cleared);
    }

    /** States all fields: a missing field has no value. Only the custom fields in the event were asked for. */
    private static void fields(JsonNode event, Map<String, @Nullable String> values, Set<String> cleared) {
        cleared.add(Facts.WHOLE);
        for (String name : FIELDS) {
            String value = EventJson.text(event, name);
            if (value != null) {
                values.put(name, value);
            }
        }
        event.path(EventReader.CUSTOM_FIELDS).properties().forEach(entry -> {
            if (entry.getValue().isTextual() || entry.getValue().isNull()) {
                values.put(
                        EventReader.CUSTOM_FIELDS + "." + entry.getKey(),
                        entry.getValue().textValue());
            }
        });
    }
}

package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.ProfileField;
import io.imbridge.callback.Rfc3339;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the events that the service publishes, in both modes of CloudEvents. */
final class EventReader {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final List<String> CHANGES = ProfileField.eventNamesAfter();
    static final String CUSTOM_FIELDS = "customFields";
    private static final String ATTRIBUTES = "attributes";

    /** The result of reading a record. */
    sealed interface Reading {}

    /**
     * An event to fold into profiles.
     *
     * @param isDrift whether the event, if it corrects something, reveals an error that nobody knew of
     */
    record Said(Change change, boolean isDrift) implements Reading {}

    /**
     * An event that does not say which group or topic it is about.
     *
     * @param groupId the group, if only the topic is missing in the event
     */
    record Unattributed(String sdkAppId, @Nullable String groupId) implements Reading {}

    /** An event of a command that does not change profiles. */
    record Irrelevant() implements Reading {}

    private EventReader() {}

    /**
     * Reads a record.
     *
     * @throws UnreadableEventException when the record is not an event of this service
     */
    static Reading read(Headers headers, byte @Nullable [] value) throws UnreadableEventException {
        JsonNode record = value == null ? null : EventJson.object(value);
        if (record == null) {
            throw new UnreadableEventException("the value is no JSON object");
        }
        String type = header(headers, "content-type");
        boolean isStructured = type != null && type.startsWith(STRUCTURED);
        JsonNode event = isStructured ? record.path("data") : record;
        if (ReadEvent.isOne(event)) {
            // Reads have no sequence numbers. Two questions in the same millisecond get the same answer.
            Change change = ReadEvent.read(event, app(event), stamp(header(headers, "ce_time"), "0"));
            return new Said(change, !ReadEvent.isExpected(event));
        }
        String command = EventJson.text(event, "command");
        if (command == null) {
            throw new UnreadableEventException("the event names no command");
        }
        ProfileCommand known = ProfileCommand.of(command);
        if (known == null) {
            return new Irrelevant();
        }
        Stamp stamp = isStructured
                ? stamp(EventJson.text(record, "time"), EventJson.text(record, "sequence"))
                : stamp(header(headers, "ce_time"), header(headers, "ce_sequence"));
        return read(known, event, stamp);
    }

    private static Reading read(ProfileCommand command, JsonNode event, Stamp stamp) throws UnreadableEventException {
        String app = app(event);
        String group = EventJson.text(event, "groupId");
        List<String> topics = command.isOfTopics() ? topics(event) : List.of();
        if (group == null || (command.isOfTopics() && topics.isEmpty())) {
            return new Unattributed(app, group);
        }
        Map<String, @Nullable String> values = new HashMap<>();
        boolean emptiesAttributes = false;
        if (command.kind() != Change.Kind.END) {
            common(event, values);
            if (!command.isOfTopics()) {
                put(event, "owner", values);
                emptiesAttributes = command == ProfileCommand.ATTRIBUTES_CHANGED && attributes(event, values);
            }
        }
        Change change = new Change(
                app,
                group,
                topics,
                command.kind(),
                stamp,
                EventJson.text(event, "operator"),
                Source.CALLBACK,
                values,
                emptiesAttributes ? Set.of(ATTRIBUTES) : Set.of());
        return new Said(change, false);
    }

    private static String app(JsonNode event) throws UnreadableEventException {
        String app = EventJson.text(event, "sdkAppId");
        if (app == null || !app.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new UnreadableEventException("the event names no app");
        }
        return app;
    }

    private static void common(JsonNode event, Map<String, @Nullable String> values) {
        put(event, "groupType", values);
        CHANGES.forEach(name -> put(event.path("changes"), name, values));
        entries(event, CUSTOM_FIELDS, values);
    }

    /**
     * Reads the changes of attributes, in the form that docs/events describes. Returns whether all older attributes are
     * gone.
     */
    private static boolean attributes(JsonNode event, Map<String, @Nullable String> values) {
        entries(event, ATTRIBUTES, values);
        JsonNode extra = event.path("extra");
        String option = EventJson.text(extra, "OptionType");
        if ("delete".equals(option)) {
            for (JsonNode deleted : extra.path("GroupAttr")) {
                String key = EventJson.text(deleted, "key");
                if (key != null) {
                    values.put(ATTRIBUTES + "." + key, null);
                }
            }
        }
        return "set".equals(option) || "clear".equals(option);
    }

    private static List<String> topics(JsonNode event) {
        List<String> topics = new ArrayList<>();
        String one = EventJson.text(event, "topicId");
        if (one != null) {
            topics.add(one);
        }
        event.path("topicIds").forEach(topic -> {
            if (topic.isTextual()) {
                topics.add(topic.textValue());
            }
        });
        return topics;
    }

    private static void put(JsonNode object, String name, Map<String, @Nullable String> values) {
        String value = EventJson.text(object, name);
        if (value != null) {
            values.put(name, value);
        }
    }

    private static void entries(JsonNode event, String map, Map<String, @Nullable String> values) {
        event.path(map).properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                values.put(map + "." + entry.getKey(), entry.getValue().textValue());
            }
        });
    }

    private static Stamp stamp(@Nullable String time, @Nullable String sequence) throws UnreadableEventException {
        if (time == null || sequence == null) {
            throw new UnreadableEventException("the event has no time or no sequence number");
        }
        try {
            return new Stamp(Rfc3339.parse(time).toEpochMilli(), Long.parseLong(sequence));
        } catch (DateTimeException | NumberFormatException | ArithmeticException none) {
            throw new UnreadableEventException("the event's time or sequence number cannot be read");
        }
    }

    private static @Nullable String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}

package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** An event in the form in which the service publishes it, written briefly. */
record EventRecord(ProfileCommand command, Stamp stamp, ObjectNode value) {
    static final String APP = "1400000000";

    /** An event about a group, or about a topic of it. */
    static EventRecord of(ProfileCommand command, String groupId, long time) {
        ObjectNode value = EventJson.MAPPER.createObjectNode();
        value.put("command", command.command()).put("sdkAppId", APP).put("groupId", groupId);
        return new EventRecord(command, new Stamp(time, time), value);
    }

    /** The vendor's answer: {@code group}, {@code topic}, {@code topics} or {@code gone}. It has no command. */
    static EventRecord read(String what, String groupId, long time) {
        ObjectNode value = EventJson.MAPPER.createObjectNode();
        value.put("read", what).put("sdkAppId", APP).put("groupId", groupId);
        return new EventRecord(null, new Stamp(time, 0), value);
    }

    boolean isRead() {
        return command == null;
    }

    /** Adds a field in the form of a read. */
    EventRecord field(String name, String text) {
        return put(name, text);
    }

    EventRecord sequence(long sequence) {
        return new EventRecord(command, new Stamp(stamp.time(), sequence), value);
    }

    EventRecord topic(String topicId) {
        return put("topicId", topicId);
    }

    EventRecord topics(String... topicIds) {
        for (String id : topicIds) {
            value.withArray("topicIds").add(id);
        }
        return this;
    }

    EventRecord by(String operator) {
        return put("operator", operator);
    }

    EventRecord type(String groupType) {
        return put("groupType", groupType);
    }

    EventRecord owner(String owner) {
        return put("owner", owner);
    }

    EventRecord change(String field, String text) {
        value.withObject("/changes").put(field, text);
        return this;
    }

    EventRecord custom(Map<String, String> fields) {
        fields.forEach(value.withObject("/customFields")::put);
        return this;
    }

    /** Adds a custom field without a value in the form of a read. */
    EventRecord noCustom(String field) {
        value.withObject("/customFields").putNull(field);
        return this;
    }

    EventRecord attributes(String option, Map<String, String> attributes) {
        if (option.equals("set") || option.equals("modify")) {
            attributes.forEach(value.withObject("/attributes")::put);
        } else {
            attributes.keySet().forEach(key -> value.withObject("/extra")
                    .withArray("GroupAttr")
                    .addObject()
                    .put("key", key));
        }
        value.withObject("/extra").put("OptionType", option);
        return this;
    }

    private EventRecord put(String field, String text) {
        value.put(field, text);
        return this;
    }

    Headers headers() {
        Headers headers = new RecordHeaders();
        headers.add(
                "ce_time", Rfc3339.format(Instant.ofEpochMilli(stamp.time())).getBytes(UTF_8));
        headers.add("ce_sequence", Long.toString(stamp.sequence()).getBytes(UTF_8));
        headers.add("content-type", "application/json".getBytes(UTF_8));
        return headers;
    }

    byte[] bytes() {
        return EventJson.bytes(value);
    }

    Change change() {
        try {
            return ((EventReader.Said) EventReader.read(headers(), bytes())).change();
        } catch (UnreadableEventException none) {
            throw new AssertionError(none);
        }
    }
}

package io.imbridge.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A group or a topic in {@link ProfileOracle}. It receives statements in order and keeps the last one of each kind. */
final class ProfileSubject {
    /** The time and the operator of a statement; the operator is null if there is none. */
    record Mark(String time, String operator) {}

    /** Compares which of two was created, ended or first mentioned earlier. */
    static final Comparator<ProfileSubject> BY_BEGINNING =
            Comparator.<ProfileSubject, Instant>comparing(one -> one.sinceTime).thenComparing(one -> one.sinceSequence);

    private static final List<String> PARTS = ProfileField.eventNamesAfter();

    private final ObjectNode ids = JsonNodeFactory.instance.objectNode();
    private final boolean isGroup;
    private boolean isAlive = true;
    private ObjectNode values = JsonNodeFactory.instance.objectNode();
    private ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private Mark changed;
    private Mark created;
    private Mark since;
    private Instant sinceTime = Instant.EPOCH;
    private long sinceSequence;

    private ProfileSubject(JsonNode event, boolean isGroup) {
        ids.set("sdkAppId", event.get("sdkAppId"));
        ids.set("groupId", event.get("groupId"));
        this.isGroup = isGroup;
    }

    static ProfileSubject group(JsonNode event) {
        return new ProfileSubject(event, true);
    }

    static ProfileSubject topic(JsonNode event, String id) {
        ProfileSubject topic = new ProfileSubject(event, false);
        topic.ids.put("topicId", id);
        return topic;
    }

    boolean isAlive() {
        return isAlive;
    }

    void end() {
        isAlive = false;
    }

    /** Drops the former state. {@code topicsTold} is the last statement about the topics that it already has. */
    void beginAnew(Mark topicsTold) {
        isAlive = true;
        values = JsonNodeFactory.instance.objectNode();
        fields = JsonNodeFactory.instance.objectNode();
        if (topicsTold != null) {
            field("topicIds", topicsTold);
        }
    }

    void created(Mark mark) {
        created = mark;
        changed = mark;
    }

    /** Notes when it was created, ended or first mentioned. */
    void since(Instant time, long sequence, Mark mark) {
        sinceTime = time;
        sinceSequence = sequence;
        since = mark;
    }

    Mark since() {
        return since;
    }

    /** Notes a statement about which topics it has. */
    void topicsTold(Mark mark) {
        if (isAlive) {
            field("topicIds", mark);
            changed = mark;
        }
    }

    void topics(Set<String> alive) {
        values.remove("topicIds");
        if (!alive.isEmpty()) {
            alive.forEach(values.withArray("topicIds")::add);
        }
    }

    /** Takes over the fields of an event. */
    void put(JsonNode event, Mark mark) {
        if (!isAlive) {
            return;
        }
        text(event, "groupType", mark);
        PARTS.forEach(part -> text(event.path("changes"), part, mark));
        entries(event, "customFields", mark);
        if (isGroup) {
            text(event, "owner", mark);
            attributes(event, mark);
        }
    }

    private void attributes(JsonNode event, Mark mark) {
        String option = event.at("/extra/OptionType").asText();
        if (event.get("command").textValue().endsWith("GroupAttrChanged")) {
            if (option.equals("set") || option.equals("clear")) {
                values.putObject("attributes");
                fields.retain(names("attributes"));
                changed = mark;
            }
            if (option.equals("delete")) {
                event.at("/extra/GroupAttr").forEach(deleted -> {
                    String key = deleted.get("key").textValue();
                    values.withObject("/attributes").remove(key);
                    fields.remove("attributes." + key);
                    changed = mark;
                });
            }
            entries(event, "attributes", mark);
        }
    }

    /** The names of all fields except those of a map. */
    private Set<String> names(String map) {
        Set<String> names = new HashSet<>();
        fields.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> name.startsWith(map + "."));
        return names;
    }

    private void entries(JsonNode event, String map, Mark mark) {
        event.path(map).properties().forEach(entry -> {
            values.withObject("/" + map).set(entry.getKey(), entry.getValue());
            field(map + "." + entry.getKey(), mark);
            changed = mark;
        });
    }

    private void text(JsonNode object, String name, Mark mark) {
        if (object.has(name)) {
            values.set(name, object.get(name));
            field(name, mark);
            changed = mark;
        }
    }

    private void field(String name, Mark mark) {
        ObjectNode field = fields.putObject(name).put("time", mark.time());
        if (mark.operator() != null) {
            field.put("operator", mark.operator());
        }
        field.put("source", "callback");
    }

    /** The profile without its version. */
    JsonNode json() {
        ObjectNode profile = ids.deepCopy();
        profile.setAll(values);
        if (created != null) {
            profile.put("createdTime", created.time());
        }
        profile.put("changedTime", changed.time());
        if (changed.operator() != null) {
            profile.put("changedBy", changed.operator());
        }
        profile.set("fields", fields);
        return profile.put("complete", false);
    }
}

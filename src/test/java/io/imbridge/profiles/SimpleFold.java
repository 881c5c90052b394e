package io.imbridge.profiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The simplest code for a reader that gets all events once and in order: without stamps, and without memory except for
 * ends.
 *
 * <p>It shares nothing with the fold except the names in the events.
 */
final class SimpleFold {
    private final Map<String, Map<String, String>> groups = new TreeMap<>();
    private final Map<String, Map<String, String>> topics = new TreeMap<>();
    private final Map<String, Set<String>> topicsOf = new TreeMap<>();
    private final Map<String, Map<String, String>> missing = new TreeMap<>();
    private final Set<String> lost = new HashSet<>();
    private final Set<String> ended = new HashSet<>();

    static SimpleFold of(List<EventRecord> events) {
        SimpleFold fold = new SimpleFold();
        events.forEach(fold::tell);
        return fold;
    }

    private void tell(EventRecord event) {
        ObjectNode value = event.value();
        String group = value.get("groupId").textValue();
        if (event.isRead()) {
            read(value, group);
            return;
        }
        switch (event.command()) {
            case GROUP_DESTROYED -> {
                groups.remove(group);
                ended.add(group);
                topicsOf.getOrDefault(group, Set.of()).forEach(this::end);
            }
            case TOPICS_DESTROYED -> {
                know(group);
                value.get("topicIds").forEach(id -> {
                    topicsOf.computeIfAbsent(group, of -> new TreeSet<>()).add(id.textValue());
                    end(id.textValue());
                });
            }
            case TOPIC_CREATED, TOPIC_CHANGED ->
                topic(event, group, value.get("topicId").textValue());
            default -> {
                if (event.command() == ProfileCommand.GROUP_CREATED) {
                    ended.remove(group);
                    begin(group, groups);
                }
                if (!ended.contains(group)) {
                    find(group, groups);
                    know(group);
                    put(value, groups.get(group));
                }
            }
        }
    }

    private void topic(EventRecord event, String group, String id) {
        boolean isCreated = event.command() == ProfileCommand.TOPIC_CREATED;
        know(group);
        topicsOf.computeIfAbsent(group, of -> new TreeSet<>()).add(id);
        if (isCreated) {
            ended.remove(id);
            begin(id, topics);
        } else if (ended.contains(group) && !topics.containsKey(id)) {
            ended.add(id);
        }
        if (!ended.contains(id)) {
            find(id, topics);
            put(event.value(), topics.computeIfAbsent(id, of -> new TreeMap<>()));
        }
    }

    private void know(String group) {
        if (!ended.contains(group) && !missing.containsKey(group)) {
            groups.computeIfAbsent(group, of -> new TreeMap<>());
        }
    }

    /** Histories with reads have no ends. A read states only the custom fields that it names. */
    private void read(ObjectNode value, String group) {
        String topic = value.path("topicId").textValue();
        Set<String> known = topicsOf.computeIfAbsent(group, of -> new TreeSet<>());
        switch (value.get("read").textValue()) {
            case "group" -> {
                find(group, groups);
                know(group);
                replace(value, groups.get(group));
            }
            case "topic" -> {
                know(group);
                known.add(topic);
                find(topic, topics);
                replace(value, topics.computeIfAbsent(topic, of -> new TreeMap<>()));
            }
            case "topics" -> {
                find(group, groups);
                know(group);
                known.forEach(id -> lose(id, topics));
                lost.addAll(known);
            }
            default -> {
                if (topic == null) {
                    lose(group, groups);
                    known.forEach(id -> lose(id, topics));
                    lost.add(group);
                    lost.addAll(known);
                } else {
                    know(group);
                    known.add(topic);
                    lose(topic, topics);
                    lost.add(topic);
                }
            }
        }
    }

    /** A group or topic that did not exist begins anew with its creation, whatever a read has found since. */
    private void begin(String id, Map<String, Map<String, String>> from) {
        missing.remove(id);
        if (lost.remove(id)) {
            from.remove(id);
        }
    }

    private static void replace(ObjectNode value, Map<String, String> values) {
        values.keySet().removeIf(name -> !name.startsWith("customFields."));
        put(value, values);
    }

    private void lose(String id, Map<String, Map<String, String>> from) {
        Map<String, String> values = from.remove(id);
        missing.putIfAbsent(id, values == null ? new TreeMap<>() : values);
    }

    private void find(String id, Map<String, Map<String, String>> to) {
        Map<String, String> values = missing.remove(id);
        if (values != null) {
            to.putIfAbsent(id, values);
        }
    }

    private void end(String topic) {
        topics.remove(topic);
        ended.add(topic);
    }

    private static void put(ObjectNode event, Map<String, String> values) {
        event.path("changes")
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().textValue()));
        for (String field : ProfileField.eventNamesAfter("groupType", "owner")) {
            if (event.has(field)) {
                values.put(field, event.get(field).textValue());
            }
        }
        String option = event.path("extra").path("OptionType").asText();
        if (option.equals("set") || option.equals("clear")) {
            values.keySet().removeIf(name -> name.startsWith("attributes."));
        }
        for (String map : List.of("customFields", "attributes")) {
            event.path(map).properties().forEach(field -> {
                if (field.getValue().isNull()) {
                    values.remove(map + "." + field.getKey());
                } else {
                    values.put(map + "." + field.getKey(), field.getValue().textValue());
                }
            });
        }
        event.path("extra")
                .path("GroupAttr")
                .forEach(key -> values.remove("attributes." + key.get("key").textValue()));
    }

    /** All fields, and the topics of each group. */
    Map<String, Map<String, String>> values() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        groups.forEach((id, values) -> {
            Map<String, String> whole = new TreeMap<>(values);
            Set<String> alive = new TreeSet<>(topicsOf.getOrDefault(id, Set.of()));
            alive.retainAll(topics.keySet());
            whole.put("topicIds", alive.toString());
            all.put("GROUP " + id, whole);
        });
        topics.forEach((id, values) -> all.put("TOPIC " + id, values));
        return all;
    }

    /** The same values from the published profiles. */
    static Map<String, Map<String, String>> values(FoldRig rig) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        rig.profiles().forEach((key, json) -> {
            ObjectNode profile = EventJson.object(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            Map<String, String> values = new TreeMap<>();
            for (String field : ProfileField.eventNamesAfter("groupType", "owner")) {
                if (profile.has(field)) {
                    values.put(field, profile.get(field).textValue());
                }
            }
            for (String map : List.of("customFields", "attributes")) {
                profile.path(map)
                        .properties()
                        .forEach(field -> values.put(
                                map + "." + field.getKey(), field.getValue().textValue()));
            }
            if (key.startsWith("GROUP")) {
                Set<String> topics = new TreeSet<>();
                profile.path("topicIds").forEach(id -> topics.add(id.textValue()));
                values.put("topicIds", topics.toString());
            }
            all.put(key.replace(EventRecord.APP + ":", ""), values);
        });
        return all;
    }
}

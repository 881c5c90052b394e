package io.imbridge.profiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import io.imbridge.callback.Rfc3339;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Profiles as they are published and returned: a missing field is unknown, {@code ""} is empty. */
final class ProfileJson {
    private static final List<String> OF_GROUP = ProfileField.eventNamesAfter("groupType", "owner");
    private static final List<String> OF_TOPIC = ProfileField.eventNamesAfter("groupType");
    private static final String CUSTOM_FIELDS = "customFields";
    private static final String ATTRIBUTES = "attributes";
    private static final String CREATED_TIME = "createdTime";

    private ProfileJson() {}

    /** The profile of a group that exists. */
    static ObjectNode of(String sdkAppId, String groupId, GroupState group) {
        ObjectNode profile = EventJson.MAPPER.createObjectNode();
        profile.put("sdkAppId", sdkAppId).put("groupId", groupId);
        Facts facts = group.presentFacts();
        put(profile, OF_GROUP, facts);
        putMap(profile, CUSTOM_FIELDS, facts);
        putMap(profile, ATTRIBUTES, facts);
        List<String> topics = group.topics().entrySet().stream()
                .filter(topic -> topic.getValue().isAlive())
                .map(Map.Entry::getKey)
                .toList();
        if (!topics.isEmpty() || group.lifecycle().reads().topics() != null) {
            topics.forEach(profile.putArray("topicIds")::add);
        }
        return ending(profile, group.lifecycle(), group.newest(), facts, topicIds(group), group.version());
    }

    /** The profile of a topic that exists. */
    static ObjectNode of(String sdkAppId, String topicId, TopicState topic, Lifecycle group) {
        ObjectNode profile = EventJson.MAPPER.createObjectNode();
        profile.put("sdkAppId", sdkAppId).put("groupId", topic.groupId()).put("topicId", topicId);
        Facts facts = topic.factsIn(group);
        put(profile, OF_TOPIC, facts);
        putMap(profile, CUSTOM_FIELDS, facts);
        return ending(profile, topic.lifecycle(), topic.newest(group), facts, null, topic.version());
    }

    /** The newest statement about the topics that the group has, or had in its present life. */
    private static @Nullable Statement topicIds(GroupState group) {
        Statement begin = group.lifecycle().begin();
        Statement newest = null;
        for (TopicMark mark : group.topics().values()) {
            if (mark.isAlive() || begin == null || !begin.isAfter(mark.since())) {
                newest = Statement.newer(newest, mark.since());
            }
        }
        return Statement.newer(newest, group.lifecycle().reads().topics());
    }

    private static void put(ObjectNode profile, List<String> names, Facts facts) {
        for (String name : names) {
            Statement statement = facts.values().get(name);
            if (statement != null) {
                profile.put(name, statement.value());
            }
        }
    }

    private static void putMap(ObjectNode profile, String map, Facts facts) {
        String begin = map + ".";
        // The character '/' follows '.', so this range is all entries of the map.
        SortedMap<String, Statement> entries = facts.values().subMap(begin, map + "/");
        if (!entries.isEmpty() || facts.cleared().containsKey(map)) {
            ObjectNode values = profile.putObject(map);
            entries.forEach((place, statement) -> {
                if (statement.value() != null) {
                    values.put(place.substring(begin.length()), statement.value());
                }
            });
        }
    }

    private static ObjectNode ending(
            ObjectNode profile,
            Lifecycle lifecycle,
            Statement newest,
            Facts facts,
            @Nullable Statement topicIds,
            long version) {
        Statement created = facts.values().get(CREATED_TIME);
        if (!lifecycle.creations().isEmpty()) {
            profile.put(CREATED_TIME, time(lifecycle.creations().last()));
        } else if (created != null) {
            profile.put(CREATED_TIME, created.value());
        }
        profile.put("changedTime", time(newest));
        if (newest.operator() != null) {
            profile.put("changedBy", newest.operator());
        }
        ObjectNode fields = profile.putObject("fields");
        facts.values().forEach((place, statement) -> {
            // What a read says of it counts only where no callback told the creation.
            boolean isShown =
                    !place.equals(CREATED_TIME) || lifecycle.creations().isEmpty();
            if (statement.value() != null && isShown) {
                field(fields, place, statement);
            }
        });
        if (topicIds != null) {
            field(fields, "topicIds", Objects.requireNonNull(topicIds));
        }
        return profile.put("complete", facts.isComplete()).put("version", version);
    }

    private static void field(ObjectNode fields, String place, Statement statement) {
        ObjectNode field = fields.putObject(place).put("time", time(statement));
        if (statement.operator() != null) {
            field.put("operator", statement.operator());
        }
        field.put("source", statement.source().word());
    }

    /** The time in RFC 3339, like all times of the service. */
    static String time(Statement statement) {
        return Rfc3339.format(Instant.ofEpochMilli(statement.stamp().time()));
    }
}

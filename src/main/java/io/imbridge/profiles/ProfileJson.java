package io.imbridge.profiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Profiles as they are published and returned: a missing field is unknown, {@code ""} is empty. */
final class ProfileJson {
    private static final List<String> OF_GROUP =
            List.of("groupType", "owner", "name", "introduction", "notification", "faceUrl");
    private static final List<String> OF_TOPIC =
            List.of("groupType", "name", "introduction", "notification", "faceUrl");
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
        if (!topics.isEmpty() || group.life().reads().topics() != null) {
            topics.forEach(profile.putArray("topicIds")::add);
        }
        return ending(profile, group.life(), group.newest(), facts, topicIds(group), group.version());
    }

    /** The profile of a topic that exists. */
    static ObjectNode of(String sdkAppId, String topicId, TopicState topic, Life group) {
        ObjectNode profile = EventJson.MAPPER.createObjectNode();
        profile.put("sdkAppId", sdkAppId).put("groupId", topic.groupId()).put("topicId", topicId);
        Facts facts = topic.factsIn(group);
        put(profile, OF_TOPIC, facts);
        putMap(profile, CUSTOM_FIELDS, facts);
        return ending(profile, topic.life(), topic.newest(group), facts, null, topic.version());
    }

    /** The newest statement about the topics that the group has, or had in its present life. */
    private static @Nullable Told topicIds(GroupState group) {
        Told begin = group.life().begin();
        Told newest = null;
        for (TopicMark mark : group.topics().values()) {
            if (mark.isAlive() || begin == null || !begin.isAfter(mark.since())) {
                newest = Told.newer(newest, mark.since());
            }
        }
        return Told.newer(newest, group.life().reads().topics());
    }

    private static void put(ObjectNode profile, List<String> names, Facts facts) {
        for (String name : names) {
            Told told = facts.values().get(name);
            if (told != null) {
                profile.put(name, told.value());
            }
        }
    }

    private static void putMap(ObjectNode profile, String map, Facts facts) {
        String begin = map + ".";
        // The character '/' follows '.', so this range is all entries of the map.
        SortedMap<String, Told> entries = facts.values().subMap(begin, map + "/");
        if (!entries.isEmpty() || facts.cleared().containsKey(map)) {
            ObjectNode values = profile.putObject(map);
            entries.forEach((place, told) -> {
                if (told.value() != null) {
                    values.put(place.substring(begin.length()), told.value());
                }
            });
        }
    }

    private static ObjectNode ending(
            ObjectNode profile, Life life, Told newest, Facts facts, @Nullable Told topicIds, long version) {
        Told created = facts.values().get(CREATED_TIME);
        if (!life.creations().isEmpty()) {
            profile.put(CREATED_TIME, time(life.creations().last()));
        } else if (created != null) {
            profile.put(CREATED_TIME, created.value());
        }
        profile.put("changedTime", time(newest));
        if (newest.operator() != null) {
            profile.put("changedBy", newest.operator());
        }
        ObjectNode fields = profile.putObject("fields");
        facts.values().forEach((place, told) -> {
            // A read's creation time counts only if no callback reported the creation.
            boolean isShown = !place.equals(CREATED_TIME) || life.creations().isEmpty();
            if (told.value() != null && isShown) {
                field(fields, place, told);
            }
        });
        if (topicIds != null) {
            field(fields, "topicIds", Objects.requireNonNull(topicIds));
        }
        return profile.put("complete", facts.isComplete()).put("version", version);
    }

    private static void field(ObjectNode fields, String place, Told told) {
        ObjectNode field = fields.putObject(place).put("time", time(told));
        if (told.operator() != null) {
            field.put("operator", told.operator());
        }
        field.put("source", told.source().word());
    }

    /** The time in RFC 3339, like all times of the service. */
    static String time(Told told) {
        return Rfc3339.format(Instant.ofEpochMilli(told.stamp().time()));
    }
}

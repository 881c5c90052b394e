package io.imbridge.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.faults.ProfileSubject.Mark;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Computes profiles in the simplest way: it has all events before it begins, each once and in order. It shares no code
 * with the service's own fold.
 */
final class ProfileOracle {
    /** An event in Kafka. */
    private record Event(Instant time, long sequence, String timeText, JsonNode value) {
        String command() {
            return value.get("command").textValue().replaceFirst("^Group\\.CallbackAfter", "");
        }

        Mark mark() {
            return new Mark(
                    timeText, value.has("operator") ? value.get("operator").textValue() : null);
        }
    }

    private final Map<String, ProfileSubject> groups = new TreeMap<>();
    private final Map<String, ProfileSubject> topics = new TreeMap<>();
    private final Map<String, Set<String>> topicsOf = new HashMap<>();

    /** The result of the events, in whatever order they come and however often. */
    static ProfileOracle of(Collection<ConsumerRecord<byte[], byte[]>> records) {
        List<Event> events = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Event event = event(record);
            if (seen.add(event.sequence())) {
                events.add(event);
            }
        }
        events.sort((one, other) -> one.time().equals(other.time())
                ? Long.compare(one.sequence(), other.sequence())
                : one.time().compareTo(other.time()));
        ProfileOracle oracle = new ProfileOracle();
        events.forEach(oracle::tell);
        return oracle;
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) {
        try {
            String time = header(record, "ce_time");
            return new Event(
                    Instant.parse(time),
                    Long.parseLong(header(record, "ce_sequence")),
                    time,
                    GoldenCallback.JSON.readTree(record.value()));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** The profiles of all existing groups, by id. */
    Map<String, JsonNode> groups() {
        return alive(groups);
    }

    /** The profiles of all existing topics, by id. */
    Map<String, JsonNode> topics() {
        return alive(topics);
    }

    /** The ids of all groups that were ever mentioned. */
    Set<String> everHeardOf() {
        return groups.keySet();
    }

    private static Map<String, JsonNode> alive(Map<String, ProfileSubject> subjects) {
        Map<String, JsonNode> profiles = new TreeMap<>();
        subjects.forEach((id, subject) -> {
            if (subject.isAlive()) {
                profiles.put(id, subject.json());
            }
        });
        return profiles;
    }

    private void tell(Event event) {
        if (event.command().contains("Topic") && ids(event).isEmpty()) {
            return;
        }
        String id = event.value().get("groupId").textValue();
        ProfileSubject group = groups.computeIfAbsent(id, unseen -> ProfileSubject.group(event.value()));
        switch (event.command()) {
            case "CreateGroup" -> {
                if (!group.isAlive()) {
                    group.beginAnew(newestOfTopics(id));
                }
                group.created(event.mark());
                group.put(event.value(), event.mark());
            }
            case "GroupInfoChanged", "ChangeGroupOwner", "GroupAttrChanged" -> group.put(event.value(), event.mark());
            case "GroupDestroyed" -> {
                group.end();
                topicsOf.getOrDefault(id, Set.of())
                        .forEach(topic -> topics.get(topic).end());
            }
            default -> ids(event).forEach(topic -> tell(event, group, topic));
        }
        Set<String> alive = new TreeSet<>(topicsOf.getOrDefault(id, Set.of()));
        alive.removeIf(topic -> !topics.get(topic).isAlive());
        group.topics(alive);
    }

    private void tell(Event event, ProfileSubject group, String id) {
        boolean isNew = !topics.containsKey(id);
        ProfileSubject topic = topics.computeIfAbsent(id, unseen -> ProfileSubject.topic(event.value(), id));
        topicsOf.computeIfAbsent(event.value().get("groupId").textValue(), unseen -> new TreeSet<>())
                .add(id);
        if (event.command().equals("CreateTopic")) {
            if (!topic.isAlive()) {
                topic.beginAnew(null);
            }
            topic.created(event.mark());
            topic.put(event.value(), event.mark());
        } else if (event.command().equals("TopicDestroyed") || isNew && !group.isAlive()) {
            topic.end();
        } else {
            topic.put(event.value(), event.mark());
        }
        if (isNew || !event.command().equals("TopicInfoChanged")) {
            topic.since(event.time(), event.sequence(), event.mark());
            group.topicsTold(event.mark());
        }
    }

    /** The newest beginning of the topics that began before their group did. */
    private Mark newestOfTopics(String group) {
        return topicsOf.getOrDefault(group, Set.of()).stream()
                .map(topics::get)
                .filter(ProfileSubject::isAlive)
                .max(ProfileSubject.BY_BEGINNING)
                .map(ProfileSubject::since)
                .orElse(null);
    }

    private static Set<String> ids(Event event) {
        Set<String> ids = new TreeSet<>();
        if (event.value().has("topicId")) {
            ids.add(event.value().get("topicId").textValue());
        }
        event.value().path("topicIds").forEach(id -> ids.add(id.textValue()));
        return ids;
    }
}

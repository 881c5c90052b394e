package io.imbridge.profiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Profiles in memory: the fold, and the profiles that it would have published. */
final class FoldRig {
    private final Map<String, byte[]> groups = new TreeMap<>();
    private final Map<String, byte[]> topics = new TreeMap<>();
    private final Map<String, ObjectNode> published = new TreeMap<>();
    private final List<Long> versions = new ArrayList<>();

    FoldRig tell(EventRecord... events) {
        return tell(List.of(events));
    }

    FoldRig tell(List<EventRecord> events) {
        events.forEach(event -> fold(event.change()));
        return this;
    }

    /** Another process that takes over, with only the stored bytes. */
    FoldRig takenOver() {
        FoldRig next = new FoldRig();
        groups.forEach((key, bytes) -> next.groups.put(key, bytes.clone()));
        topics.forEach((key, bytes) -> next.topics.put(key, bytes.clone()));
        next.published.putAll(published);
        next.versions.addAll(versions);
        return next;
    }

    private void fold(Change change) {
        byte[] known = groups.get(change.groupKey());
        GroupState group = known == null ? GroupState.UNKNOWN : StateJson.group(known);
        Fold.Outcome outcome = Fold.fold(group, id -> topic(change.topicKey(id)), change, 0);
        Publication publication = new Publication(change, outcome, 0);
        groups.put(change.groupKey(), publication.group());
        topics.putAll(publication.topics());
        publication.records().forEach(record -> {
            byte[] value = record.value().value();
            String key =
                    record.value().kind() + " " + new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
            if (value == null) {
                published.remove(key);
            } else {
                ObjectNode profile = EventJson.object(value);
                versions.add(profile.get("version").longValue());
                published.put(key, profile);
            }
        });
    }

    private TopicState topic(String key) {
        byte[] known = topics.get(key);
        return known == null ? null : StateJson.topic(known);
    }

    /** The content of the compacted topics, without versions. */
    Map<String, String> profiles() {
        Map<String, String> profiles = new TreeMap<>();
        published.forEach((key, profile) ->
                profiles.put(key, profile.deepCopy().without("version").toString()));
        return profiles;
    }

    ObjectNode group(String id) {
        return published.get("GROUP " + EventRecord.APP + ":" + id);
    }

    ObjectNode topicProfile(String id) {
        return published.get("TOPIC " + EventRecord.APP + ":" + id);
    }

    /** The versions in the order of their publication. */
    List<Long> versions() {
        return versions;
    }
}

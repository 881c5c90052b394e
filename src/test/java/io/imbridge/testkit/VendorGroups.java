package io.imbridge.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;

/** The groups and topics of the vendor's stand-in, with the vendor's names. */
public interface VendorGroups {
    long total();

    /** Ids in the order of the list. */
    List<String> ids(long from, int limit);

    /** A group; null if it does not exist. */
    ObjectNode group(String id);

    Collection<ObjectNode> topics(String groupId);

    /** Groups that a test creates and changes. */
    final class InMemory implements VendorGroups {
        private final Map<String, ObjectNode> groups = new ConcurrentSkipListMap<>();
        private final Map<String, Map<String, ObjectNode>> topics = new ConcurrentHashMap<>();

        /** Creates or replaces a group. */
        public ObjectNode put(String id, String type, String name) {
            ObjectNode group = subject(name);
            group.put("GroupId", id).put("Type", type).put("Owner_Account", "leckie");
            group.putArray("AppDefinedData");
            groups.put(id, group);
            return group;
        }

        public ObjectNode putTopic(String groupId, String id, String name) {
            ObjectNode topic = subject(name).put("TopicId", id);
            topics.computeIfAbsent(groupId, of -> new ConcurrentSkipListMap<>()).put(id, topic);
            return topic;
        }

        private static ObjectNode subject(String name) {
            ObjectNode subject = GoldenCallback.JSON.createObjectNode();
            for (ProfileField field : ProfileField.values()) {
                subject.put(field.vendorName(), "");
            }
            return subject.put("Name", name).put("CreateTime", 1_426_976_500).put("LastInfoTime", 1_426_976_500);
        }

        public void remove(String id) {
            groups.remove(id);
            topics.remove(id);
        }

        public void removeTopic(String groupId, String id) {
            topics.get(groupId).remove(id);
        }

        @Override
        public long total() {
            return groups.size();
        }

        @Override
        public List<String> ids(long from, int limit) {
            return groups.keySet().stream().skip(from).limit(limit).toList();
        }

        @Override
        public ObjectNode group(String id) {
            return groups.get(id);
        }

        @Override
        public Collection<ObjectNode> topics(String groupId) {
            return topics.getOrDefault(groupId, Map.of()).values();
        }
    }

    /** A number of groups that are made when they are asked for, and take no memory. */
    static VendorGroups numbered(long total) {
        return new Numbered(total);
    }

    /** Groups with numbers. */
    record Numbered(long total) implements VendorGroups {
        private static final String PREFIX = "@TGS#n";

        @Override
        public List<String> ids(long from, int limit) {
            return LongStream.range(from, Math.min(total, from + limit))
                    .mapToObj(number -> PREFIX + number)
                    .toList();
        }

        @Override
        public ObjectNode group(String id) {
            ObjectNode group = InMemory.subject("Group " + id);
            return group.put("GroupId", id).put("Type", "Public").put("Owner_Account", "leckie");
        }

        @Override
        public Collection<ObjectNode> topics(String groupId) {
            return List.of();
        }
    }
}

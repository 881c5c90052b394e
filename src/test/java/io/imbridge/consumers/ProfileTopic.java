package io.imbridge.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.Kafka;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A compacted topic that a test fills with profiles of groups, in the service's format. It knows the final state that a
 * reader must have.
 */
final class ProfileTopic implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Map<String, JsonNode> profiles = new HashMap<>();
    private final List<ProfileWriter> writers = new ArrayList<>();
    private long version = 1_795_265_997_964_091L;

    ProfileTopic(String name) {
        this.name = name;
    }

    /** Creates the compacted topic, with this further configuration. */
    void create(int partitions, Map<String, String> configuration) {
        Map<String, String> all = new HashMap<>(configuration);
        all.put("cleanup.policy", "compact");
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(all);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException | InterruptedException unable) {
            throw new IllegalStateException(unable);
        }
    }

    String name() {
        return name;
    }

    /** A writer with transactions of its own. */
    ProfileWriter writer() {
        ProfileWriter writer = new ProfileWriter(name, name + "-" + writers.size(), profiles);
        writers.add(writer);
        return writer;
    }

    /** The final state of all committed transactions, by key. */
    Map<String, JsonNode> profiles() {
        return Map.copyOf(profiles);
    }

    /** A new version of a group's profile, with all required fields, and a name. */
    ObjectNode profile(String group, String called) {
        version++;
        ObjectNode profile = JSON.createObjectNode();
        profile.put("sdkAppId", "1400000000").put("groupId", group).put("name", called);
        profile.put("notification", "").put("changedTime", "2026-11-21T08:30:00.123Z");
        profile.putObject("fields")
                .putObject("name")
                .put("time", "2026-11-21T08:30:00.123Z")
                .put("source", "callback");
        return profile.put("complete", false).put("version", version);
    }

    /** The key of a group. */
    static byte[] key(String group) {
        return ("1400000000:" + group).getBytes(UTF_8);
    }

    @Override
    public void close() {
        writers.forEach(ProfileWriter::close);
    }
}

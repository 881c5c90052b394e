package io.imbridge.faults;

import static io.imbridge.faults.Proof.CALLBACKS_A_ROUND;
import static io.imbridge.faults.Proof.ROUNDS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.faults.ProfileStory.Callback;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Profiles always match the events, whichever process dies meanwhile. */
@ResourceLock(FaultRig.CORES)
class ProfilesFaultsIT {
    private static final int GROUPS = 1_000;
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private final ProfilesRig rig = new ProfilesRig(Kafka.bootstrapServers());

    @Test
    void profiles_are_those_of_the_events_after_kill_9_of_bridge_and_keeper_under_load() {
        try (ServiceProcess bridge = rig.bridge(Map.of()).start();
                ServiceProcess keeper = rig.keeper(Map.of()).start()) {
            Random random = new Random(SEED);
            Set<Callback> ok;
            String crowd;
            try (ProfileCallers callers = new ProfileCallers(bridge.port(), GROUPS, SEED, 1_000)) {
                for (int round = 0; round < ROUNDS; round++) {
                    ServiceProcess victim = round % 2 == 0 ? keeper : bridge;
                    // Sometimes it is killed while it is still starting.
                    if (round % 4 == 0) {
                        ProfilesRig.awaitRunning(keeper);
                    }
                    awaitMoreOk(callers, 1 + random.nextInt(CALLBACKS_A_ROUND));
                    victim.kill();
                    if (victim == keeper) {
                        awaitMoreOk(callers, CALLBACKS_A_ROUND / 4);
                    }
                    victim.start();
                }
                awaitMoreOk(callers, CALLBACKS_A_ROUND);
                ok = callers.ok();
                crowd = callers.answeredOk() + " answered OK, " + callers.unanswered() + " not, seed " + SEED;
            }
            await().atMost(ProfilesRig.BROUGHT_UP)
                    .until(() -> ProfilesRig.health(bridge).contains("\"records\": 0,"));
            rig.awaitFolded();
            judge(keeper, ok, crowd);
        }
    }

    private static void awaitMoreOk(ProfileCallers callers, int more) {
        int goal = callers.answeredOk() + more;
        await().atMost(Duration.ofMinutes(2)).until(() -> callers.answeredOk() >= goal);
    }

    private void judge(ServiceProcess keeper, Set<Callback> ok, String crowd) {
        List<ConsumerRecord<byte[], byte[]>> events = rig.events();
        ProfileOracle oracle = ProfileOracle.of(events);
        List<String> wrong = new ArrayList<>();
        compare("groups", oracle.groups(), last("groups"), wrong);
        compare("topics", oracle.topics(), last("topics"), wrong);
        compare("/profiles/group", oracle.groups(), answers(keeper, "group", oracle.everHeardOf()), wrong);
        compare(
                "/profiles/topic",
                oracle.topics(),
                answers(keeper, "topic", oracle.topics().keySet()),
                wrong);
        compare("/profiles/groups", oracle.groups(), listed(keeper), wrong);
        note(crowd, events.size(), oracle, wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(oracle.everHeardOf()).hasSize(GROUPS);
        Set<String> lost = ok.stream().map(ProfilesFaultsIT::fingerprint).collect(Collectors.toSet());
        lost.removeAll(fingerprints(events));
        assertThat(lost).as("answered OK, and not in Kafka").isEmpty();
        assertVersionsGrow("groups");
        assertVersionsGrow("topics");
    }

    private static void note(String crowd, int events, ProfileOracle oracle, int wrong) {
        FaultRig.note(String.format(
                "| profiles, %d rounds of kill -9 | %s | %,d events | %,d groups, %,d of them there, %,d topics | %d"
                        + " wrong |",
                ROUNDS,
                crowd,
                events,
                oracle.everHeardOf().size(),
                oracle.groups().size(),
                oracle.topics().size(),
                wrong));
    }

    private static void compare(
            String where, Map<String, JsonNode> expected, Map<String, JsonNode> found, List<String> wrong) {
        Set<String> all = new TreeSet<>(expected.keySet());
        all.addAll(found.keySet());
        for (String id : all) {
            JsonNode right = expected.get(id);
            if (right == null || !right.equals(found.get(id))) {
                wrong.add(where + " " + id + "\n expected " + right + "\n found    " + found.get(id) + "\n");
            }
        }
    }

    /** The present values of the existing keys in a compacted topic, by id. */
    private Map<String, JsonNode> last(String kind) {
        Map<String, JsonNode> last = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : rig.published(kind)) {
            String id = new String(record.key(), UTF_8).substring(Callbacks.APP.length() + 1);
            if (record.value() == null) {
                last.remove(id);
            } else {
                last.put(id, ProfilesRig.withoutVersion(ProfilesRig.json(record.value())));
            }
        }
        return last;
    }

    private static Map<String, JsonNode> answers(ServiceProcess keeper, String kind, Set<String> ids) {
        Map<String, JsonNode> found = new TreeMap<>();
        for (String id : ids) {
            var answer = ProfilesRig.ask(keeper, kind, id);
            if (answer.statusCode() != 404) {
                found.put(
                        id,
                        ProfilesRig.withoutVersion(
                                ProfilesRig.json(answer.body().getBytes(UTF_8))));
            }
        }
        return found;
    }

    private static Map<String, JsonNode> listed(ServiceProcess keeper) {
        Map<String, JsonNode> found = new TreeMap<>();
        ProfilesRig.list(keeper, 300, "")
                .forEach(group -> found.put(group.get("groupId").textValue(), ProfilesRig.withoutVersion(group)));
        return found;
    }

    private void assertVersionsGrow(String kind) {
        Map<String, Long> last = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : rig.published(kind)) {
            String key = new String(record.key(), UTF_8);
            String id = new String(record.headers().lastHeader("ce_id").value(), UTF_8);
            long version = Long.parseLong(id.substring(id.lastIndexOf('/') + 1));
            Long before = last.put(key, version);
            if (before != null && before >= version) {
                wrong.add(id + " follows " + before);
            }
            if (record.value() != null
                    && ProfilesRig.json(record.value()).get("version").longValue() != version) {
                wrong.add(id + " is of another version than its value");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<String> fingerprints(List<ConsumerRecord<byte[], byte[]>> events) {
        return events.stream()
                .map(event ->
                        new String(event.headers().lastHeader("ce_fingerprint").value(), UTF_8))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String fingerprint(Callback callback) {
        try {
            String text = Callbacks.APP + "\0" + callback.command() + "\0" + callback.body();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}

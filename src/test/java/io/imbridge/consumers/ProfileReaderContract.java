package io.imbridge.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The behaviour of any reader of profiles that is a process of its own and prints its map. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
@TestInstance(Lifecycle.PER_CLASS)
abstract class ProfileReaderContract {
    private static final List<String> HOSTILE = List.of(
            "",
            "18446744073709551616",
            " a b ",
            "it's \"quoted\"",
            "a/b:c@TGS#1?x=1&y={}",
            "two\nlines\r\n\t\u001b[31m",
            "nul \u0000 and del \u007f",
            "turned \u202e around \u2066\u200b",
            "half \ud800 a pair \udfff",
            "徒步者 ⛰ 👩‍👩‍👧",
            "__proto__",
            "constructor",
            "a.b.\"c\".d");

    private static final List<byte[]> NO_PROFILES = List.of(
            "{oops".getBytes(UTF_8),
            "{\"name\":\"a\"} {}".getBytes(UTF_8),
            "[1]".getBytes(UTF_8),
            "\"text\"".getBytes(UTF_8),
            "null".getBytes(UTF_8),
            new byte[] {},
            new byte[] {'{', '"', 'a', '"', ':', '"', -1, '"', '}'});

    private final String name;

    @TempDir
    Path directory;

    ProfileReaderContract(String name) {
        this.name = name;
    }

    /** Starts the shipped reader with these settings. */
    abstract ChildProcess start(Map<String, String> settings);

    @Test
    void it_knows_what_was_there_before_it_started_and_what_comes_while_it_runs() {
        try (ProfileTopic topic = new ProfileTopic(name + ".groups")) {
            topic.create(3, Map.of());
            ProfileWriter writer = topic.writer();
            many(topic, writer);
            hostile(topic, writer);
            writer.begin()
                    .put(topic.profile("taken back", "taken back"))
                    .end("0")
                    .abort();
            overlapping(topic);
            try (ProfileReader reader = read(topic)) {
                reader.awaitProfiles(topic.profiles());
                assertThat(reader.lines()).hasSize(topic.profiles().size());

                hostile(topic, writer);
                changes(topic, writer);
                reader.awaitProfiles(topic.profiles());
                assertThat(reader.log())
                        .doesNotContain("taken back", "ERROR", "SEVERE", "INFO", "ConsumerConfig values");
                assertThat(reader.log().lines().filter(line -> line.startsWith("skipped, no profile: " + topic.name())))
                        .hasSize(2 * NO_PROFILES.size());
            }
        }
    }

    @Test
    void it_is_complete_beside_an_open_transaction_and_sees_it_when_it_is_committed() {
        try (ProfileTopic topic = new ProfileTopic(name + ".open")) {
            topic.create(1, Map.of());
            topic.writer().begin().put(topic.profile("committed", "Before")).commit();
            ProfileWriter open = topic.writer().begin();
            open.put(topic.profile("committed", "After"))
                    .put(topic.profile("open", "After"))
                    .flush();
            try (ProfileReader reader = read(topic)) {
                reader.awaitProfiles(topic.profiles());
                open.commit();
                reader.awaitProfiles(topic.profiles());
            }
        }
    }

    @Test
    void it_waits_for_a_topic_that_the_service_creates_later() {
        try (ProfileTopic topic = new ProfileTopic(name + ".later");
                ProfileReader reader = read(topic)) {
            reader.awaitText("waiting, the service has not created the topic yet: " + topic.name());
            topic.create(2, Map.of());
            reader.awaitText("complete, profiles: 0");
            topic.writer()
                    .begin()
                    .put(topic.profile("first", "First"))
                    .end("never there")
                    .commit();
            reader.awaitProfiles(topic.profiles());
            assertThat(reader.log()).doesNotContain("never there", "ERROR", "SEVERE");
        }
    }

    @Test
    void it_gets_past_the_empty_batches_that_compaction_leaves() {
        try (ProfileTopic topic = new ProfileTopic(name + ".compacted")) {
            Compaction.leaveAnEmptyBatchAtTheEndOfASegment(topic);
            try (ProfileReader reader = read(topic)) {
                reader.awaitProfiles(topic.profiles());
            }
        }
    }

    final Map<String, String> settings(ProfileTopic topic) {
        return Map.of("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers(), "TOPIC", topic.name());
    }

    private ProfileReader read(ProfileTopic topic) {
        return new ProfileReader(start(settings(topic)));
    }

    /** Each group changes several times, and some end. */
    private static void many(ProfileTopic topic, ProfileWriter writer) {
        for (int round = 0; round < 4; round++) {
            writer.begin();
            for (int group = round; group < 300; group++) {
                writer.put(topic.profile(Integer.toString(group), "round " + round));
            }
            writer.end(Integer.toString(round)).end("never there").commit();
        }
    }

    private static void changes(ProfileTopic topic, ProfileWriter writer) {
        writer.begin().put(topic.profile("new", "New")).end("100").end("never there");
        writer.put(topic.profile("101", "gone in a moment")).end("101").commit();
        writer.begin().put(topic.profile("102", "taken back")).end("103").abort();
        writer.begin().put(topic.profile("1", "back again")).commit();
    }

    private static void hostile(ProfileTopic topic, ProfileWriter writer) {
        writer.begin();
        for (String text : HOSTILE) {
            // The service writes no half of a surrogate pair into a key or the name of a field.
            String whole = text.replaceAll("\\p{Cs}", "?");
            ObjectNode profile = topic.profile(whole, text);
            profile.putObject("customFields").put(whole, text);
            writer.put(profile);
        }
        for (int i = 0; i < NO_PROFILES.size(); i++) {
            writer.poison(Integer.toString(200 + i), NO_PROFILES.get(i));
        }
        writer.commit();
    }

    /** Kafka lists aborted transactions by their ends. Here the transaction that began first ends last. */
    private static void overlapping(ProfileTopic topic) {
        ProfileWriter first = topic.writer().begin();
        ProfileWriter second = topic.writer().begin();
        ProfileWriter between = topic.writer().begin();
        for (int i = 0; i < 20; i++) {
            first.put(topic.profile("first " + i, "taken back")).flush();
            second.put(topic.profile("second " + i, "taken back")).flush();
            between.put(topic.profile("between " + i, "stays")).flush();
        }
        second.abort();
        between.commit();
        first.abort();
    }
}

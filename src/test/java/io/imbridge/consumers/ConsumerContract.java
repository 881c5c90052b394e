package io.imbridge.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.Usage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The behaviour of any consumer that is a process of its own and keeps its state in its working directory. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
@ResourceLock("consumers")
@TestInstance(Lifecycle.PER_CLASS)
abstract class ConsumerContract {
    private final String name;
    private final String page;
    private Community community;

    @TempDir
    Path directory;

    /** Tests the consumer in a directory of {@code docs/consumers}. */
    ConsumerContract(String page) {
        this.page = page;
        this.name = page + "-consumer";
    }

    /** Starts the shipped consumer with these settings in {@link #directory}. */
    abstract ChildProcess start(Map<String, String> settings);

    /** The consumer's profiles, in the form and order of {@link Community#PROFILES}. */
    abstract List<List<String>> profiles();

    /** The consumer's custom fields, in the form and order of {@link Community#CUSTOM_FIELDS}. */
    abstract List<List<String>> customFields();

    /** The number of events that the consumer has counted for {@link Community#GROUP}. */
    abstract int events();

    @BeforeAll
    void a_community_has_lived() {
        community = new Community(name);
        community.live();
        community.poison();
    }

    @AfterAll
    void the_community_ends() {
        community.close();
    }

    @Test
    void it_ends_with_the_right_profiles_and_skips_what_is_no_event() {
        String log = readAll(new Readers(name + "-first"), community.prefix(), community.names());

        assertRight();
        assertThat(log.lines().filter(line -> line.startsWith("skipped, no event: " + name + ".group")))
                .hasSize(Community.POISON);
        assertThat(log).contains("of a command that is not for us: " + name + ".unknown");
        assertThat(log).doesNotContain("ERROR", "SEVERE", "ConsumerConfig values");
        assertThat(log).contains("of no known topic: " + name + ".group.after-topic-info-changed");
    }

    @Test
    void killed_before_it_could_commit_and_told_everything_twice_it_counts_once() {
        Readers group = new Readers(name + "-again");
        for (int round = 0; round < 3; round++) {
            try (ChildProcess consumer = start(settings(group, community.prefix()))) {
                long done = group.done();
                community.change(20);
                group.awaitMoreThan(done);
                consumer.kill();
            }
            group.expel();
        }
        group.forgetLast(3);
        community.repeatBackwards();

        readAll(group, community.prefix(), community.names());

        assertRight();
    }

    @Test
    void the_callback_of_its_page_shows_in_what_it_keeps() {
        community.tell(ConsumerPage.of(page));
        try {
            readAll(new Readers(name + "-page"), community.prefix(), community.names());
            assertThat(profiles()).contains(ConsumerPage.PROFILE);
        } finally {
            community.end(ConsumerPage.GROUP);
        }
    }

    @Test
    void the_order_of_the_events_does_not_matter() {
        String backwards = community.copyBackwards();
        List<String> topics = community.names().stream()
                .map(topic -> topic.replace(community.prefix(), backwards))
                .toList();

        readAll(new Readers(backwards), backwards, topics);

        assertRight();
    }

    final void assertRight() {
        assertThat(profiles()).isEqualTo(Community.PROFILES);
        assertThat(customFields()).isEqualTo(Community.CUSTOM_FIELDS);
        assertThat(events()).isEqualTo(community.events());
    }

    @Test
    void the_timeline_alone_tells_the_same_and_besides_the_others_it_tells_nothing_new() {
        String timeline = community.timeline();
        Readers alone = new Readers(name + "-timeline");
        Readers besides = new Readers(name + "-both");
        String both = timeline + "," + String.join(",", community.names());

        readAll(alone, List.of(timeline), () -> start(settings(alone, Map.of("TOPICS", timeline))));
        assertRight();
        readAll(besides, community.names(), () -> start(settings(besides, Map.of("TOPICS", both))));
        assertRight();
    }

    private String readAll(Readers group, String prefix, List<String> topics) {
        return readAll(group, topics, () -> start(settings(group, prefix)));
    }

    /** Runs the consumer until it has read and committed everything; returns its output. */
    final String readAll(Readers group, List<String> topics, Supplier<ChildProcess> start) {
        try (ChildProcess consumer = start.get()) {
            group.awaitEnd(topics);
            assertThat(consumer.isRunning()).isTrue();
            return consumer.log();
        }
    }

    final Community community() {
        return community;
    }

    static Map<String, String> settings(Readers group, String prefix) {
        return settings(group, Map.of("TOPIC_PREFIX", prefix));
    }

    private static Map<String, String> settings(Readers group, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers());
        settings.put("GROUP", group.group());
        return settings;
    }
}

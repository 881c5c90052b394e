package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.EventSource;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Events that were published before the request: by time, by group, newest first, and a single one in full. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class PastEventsIT {
    private static final String PREFIX = "past-" + UUID.randomUUID();
    private static final String INFO = "group.after-group-info-changed";
    private static final int COUNT = 300;
    private static final long NOW = System.currentTimeMillis();
    private static final long SECOND = 1_000;

    private static EventPublisher publisher;
    private static ServedEvents served;

    /** One event a second until now, of ten groups in turn. */
    @BeforeAll
    static void begin() throws Exception {
        publisher = new EventPublisher(Kafka.bootstrapServers(), PREFIX);
        publisher.create(INFO, 3);
        publisher.create("group.after-create-topic", 6);
        for (int at = 0; at < COUNT; at++) {
            publisher.rename("g" + at % 10, "n" + at, NOW - (COUNT - at) * SECOND);
        }
        publisher.event(
                "group.after-create-topic",
                "Group.CallbackAfterCreateTopic",
                "g3",
                NOW - 100 * SECOND - 500,
                "{\"command\":\"Group.CallbackAfterCreateTopic\",\"sdkAppId\":\"1400000000\",\"groupId\":\"g3\","
                        + "\"topicId\":\"t\",\"operator\":\"mei.lin\",\"changes\":{\"name\":\"Routes\"}}");
        served = new ServedEvents(Kafka.bootstrapServers(), PREFIX);
        served.name("g3", "Hiking club");
    }

    @AfterAll
    static void end() {
        served.close();
        publisher.close();
    }

    @Test
    void the_newest_come_first_and_a_cursor_goes_on_to_all_others_once() {
        List<String> all = new ArrayList<>();
        JsonNode page = served.get("events?limit=70");
        while (true) {
            page.path("entries").forEach(entry -> all.add(entry.path("sentence").asText()));
            // Events of other tests.
            all.removeIf(sentence -> sentence.endsWith("fresh") || sentence.startsWith("A.B"));
            if (page.path("older").isNull()) {
                break;
            }
            page = served.get("events?limit=70&before=" + page.path("older").asText());
        }

        List<String> expected = new ArrayList<>(IntStream.range(0, COUNT)
                .map(at -> COUNT - 1 - at)
                .mapToObj(at -> "leckie renamed the group to n" + at)
                .toList());
        expected.add(100, "mei.lin created the topic Routes in Hiking club");
        assertThat(all).containsExactlyElementsOf(expected);
    }

    @Test
    void filters_and_a_time_narrow_down_what_is_found_and_all_that_was_searched_is_told() {
        JsonNode rare = served.get("events?text=N7%22&limit=10");
        assertThat(rare.path("entries")).hasSize(1);
        assertThat(rare.path("older").isNull()).isTrue();
        assertThat(rare.path("searched").asInt()).isGreaterThanOrEqualTo(COUNT + 1);

        assertThat(served.get("events?operator=mei.lin&topicId=t&app=1400000000")
                        .path("entries"))
                .hasSize(1);
        assertThat(served.get("events?app=1").path("entries")).isEmpty();
        JsonNode recent = served.get("events?command=Group.CallbackAfterGroupInfoChanged&limit=500&from="
                + java.time.Instant.ofEpochMilli(NOW - 50 * SECOND));
        assertThat(recent.path("entries").size()).isBetween(50, 51);
        assertThat(recent.path("older").isNull()).isTrue();
    }

    @Test
    void a_stream_from_a_time_ago_tells_the_past_in_order_and_then_what_comes() throws Exception {
        try (EventSource page = served.stream("events/stream?command=AfterGroupInfoChanged&group=g3&from="
                + java.time.Instant.ofEpochMilli(NOW - 50 * SECOND - 1))) {
            page.awaitEntries(5);
            publisher.rename("g3", "fresh", NOW);
            page.awaitEntries(6);

            assertThat(page.sentences())
                    .containsExactlyElementsOf(
                            java.util.stream.Stream.of("n253", "n263", "n273", "n283", "n293", "fresh")
                                    .map(name -> "leckie renamed the group to " + name)
                                    .toList());
        }
    }

    @Test
    void a_search_tells_how_far_it_is() {
        try (EventSource page = served.stream("events/stream?text=nowhere&from=1h")) {
            page.awaitEvent("progress");
            assertThat(page.all("progress")
                            .get(page.all("progress").size() - 1)
                            .path("searched")
                            .asInt())
                    .isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    void a_group_has_its_story_in_order_and_its_profile() {
        JsonNode story = served.get("story?app=1400000000&group=g3");

        assertThat(story.path("complete").asBoolean()).isTrue();
        assertThat(story.path("entries").size()).isGreaterThanOrEqualTo(31);
        assertThat(story.path("entries"))
                .allMatch(entry -> entry.path("groupId").asText().equals("g3"));
        assertThat(story.at("/profile/name").asText()).isEqualTo("Hiking club");
        JsonNode none = served.get("story?app=1400000000&group=nobody");
        assertThat(none.path("entries")).isEmpty();
        assertThat(none.path("complete").asBoolean()).isTrue();
        assertThat(none.path("profile").isNull()).isTrue();
        assertThat(none.path("profileSays").asText()).isEqualTo("There is no profile of this group.");
        assertThat(served.status("story?app=1")).isEqualTo(400);

        try (EventSource page =
                served.stream("story/stream?app=1400000000&group=g3").awaitEvent("done")) {
            List<String> told = page.sentences();
            assertThat(told.size()).isGreaterThanOrEqualTo(31);
            assertThat(told.get(0)).isEqualTo("leckie renamed the group to n3");
            assertThat(told.indexOf("mei.lin created the topic Routes in Hiking club"))
                    .isEqualTo(told.indexOf("leckie renamed the group to n203") - 1);
        }
    }

    @Test
    void a_story_is_whole_also_where_a_topic_got_more_partitions() throws Exception {
        String prefix = "grown-" + UUID.randomUUID();
        try (EventPublisher own = new EventPublisher(Kafka.bootstrapServers(), prefix);
                ServedEvents grown = new ServedEvents(Kafka.bootstrapServers(), prefix)) {
            own.create(INFO, 1);
            for (int at = 0; at < 40; at++) {
                own.rename("g" + at, "n", NOW);
            }
            own.grow(INFO, 12);

            for (int at = 0; at < 40; at++) {
                JsonNode story = grown.get("story?app=1400000000&group=g" + at);
                assertThat(story.path("entries")).hasSize(1);
            }
        }
    }

    @Test
    void one_event_is_there_as_a_whole() {
        JsonNode entry = served.get("events?group=g9&limit=1").at("/entries/0");
        JsonNode whole = served.get("events/" + entry.path("id").asText());

        assertThat(whole.path("sentence")).isEqualTo(entry.path("sentence"));
        assertThat(whole.at("/value/changes/name").asText()).isEqualTo("n299");
        assertThat(whole.at("/headers/ce_sdkappid").asText()).isEqualTo("1400000000");
        assertThat(whole.path("key").asText()).isEqualTo("g9");
        assertThat(whole.path("valueCut").asBoolean()).isFalse();
        assertThat(whole.path("curl").asText())
                .isEqualTo("curl -s 'http://localhost:8080/?SdkAppid=1400000000&CallbackCommand="
                        + "Group.CallbackAfterGroupInfoChanged&contenttype=json' -d '{\"CallbackCommand\":"
                        + "\"Group.CallbackAfterGroupInfoChanged\",\"GroupId\":\"g9\",\"Operator_Account\":\"leckie\","
                        + "\"Name\":\"n299\"}'");
        assertThat(whole.path("fixture").fieldNames())
                .toIterable()
                .containsExactly("body.json", "event.json", "query.txt");
        assertThat(served.status("events/" + PREFIX + "." + INFO + "/0/99999")).isEqualTo(404);
        assertThat(served.status("events/" + PREFIX + "." + INFO + "/9/0")).isEqualTo(404);
        assertThat(served.status("events/__consumer_offsets/0/0")).isEqualTo(404);
        assertThat(served.status("events/" + PREFIX + "." + INFO + "/x/0")).isEqualTo(400);
    }

    @Test
    void a_large_value_is_cut_and_its_size_told() throws Exception {
        publisher.create("unknown", 1);
        publisher.event(
                "unknown",
                "A.B",
                "k",
                NOW - 900 * SECOND,
                "{\"command\":\"A.B\",\"extra\":\"" + "x".repeat(40_000) + "\"}");

        JsonNode whole = served.get("events/" + PREFIX + ".unknown/0/0");

        assertThat(whole.path("valueCut").asBoolean()).isTrue();
        assertThat(whole.path("valueBytes").asInt()).isEqualTo(40_028);
        assertThat(whole.path("value").asText()).hasSize(16 * 1024);
        assertThat(whole.has("curl")).isFalse();
    }
}

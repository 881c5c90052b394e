package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.EventSource;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.Usage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Events that any instance publishes while a page watches appear on the page. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class LiveEventsIT extends WithServedEvents {
    @Test
    void events_of_two_instances_are_both_seen_and_names_of_profiles_stand_for_ids() throws Exception {
        served.name("g2", "Hiking club");
        try (EventPublisher two = new EventPublisher(Kafka.bootstrapServers(), prefix);
                EventSource page = served.stream("events/stream").awaitEvent("state")) {
            assertThat(page.all("state").get(0)).hasToString("{\"kafka\":\"reading\",\"sentence\":\"\"}");
            one.rename("g1", "Walks");
            two.event(
                    INFO,
                    "Group.CallbackAfterGroupInfoChanged",
                    "g2",
                    System.currentTimeMillis(),
                    "{\"command\":\"Group.CallbackAfterGroupInfoChanged\",\"sdkAppId\":\"1\",\"groupId\":\"g2\","
                            + "\"operator\":\"mei.lin\",\"changes\":{\"notification\":\"\"}}");

            page.awaitEntries(2);

            assertThat(page.sentences())
                    .containsExactlyInAnyOrder(
                            "leckie renamed the group to Walks", "mei.lin cleared the notice of Hiking club");
            JsonNode entry = page.entries().stream()
                    .filter(found -> found.path("groupId").asText().equals("g2"))
                    .findFirst()
                    .orElseThrow();
            assertThat(entry.path("groupName").asText()).isEqualTo("Hiking club");
            assertThat(entry.at("/parts/0")).hasToString("{\"text\":\"mei.lin\",\"is\":\"person\"}");
        }
    }

    @Test
    void a_name_without_end_does_not_make_every_entry_as_long() throws Exception {
        served.name("g1", "n".repeat(900_000));
        try (EventSource page = served.stream("events/stream").awaitEvent("state")) {
            one.event(
                    INFO,
                    "Group.CallbackAfterGroupInfoChanged",
                    "g1",
                    System.currentTimeMillis(),
                    "{\"command\":\"Group.CallbackAfterGroupInfoChanged\",\"sdkAppId\":\"1\",\"groupId\":\"g1\","
                            + "\"operator\":\"mei.lin\",\"changes\":{\"notification\":\"\"}}");

            String name = "n".repeat(40) + "… (900,000 characters)";
            assertThat(page.awaitEntries(1).sentences()).containsExactly("mei.lin cleared the notice of " + name);
            assertThat(page.entries().get(0).path("groupName").asText()).isEqualTo(name);
        }
    }

    @Test
    void hostile_names_are_text_and_what_turns_the_direction_is_made_visible() throws Exception {
        try (EventSource page = served.stream("events/stream").awaitEvent("state")) {
            one.rename("g", "<img src=x onerror=alert(1)>");
            one.rename("g", "a\\u202eb\\u0000\\n\\u2028");
            page.awaitEntries(2);

            assertThat(page.sentences())
                    .containsExactly(
                            "leckie renamed the group to <img src=x onerror=alert(1)>",
                            "leckie renamed the group to a⟨U+202E⟩b⟨U+0000⟩⏎⟨U+2028⟩");
        }
    }

    @Test
    void a_topic_and_partitions_that_come_while_somebody_watches_are_read_from_their_beginning() throws Exception {
        try (EventSource page = served.stream("events/stream").awaitEvent("state")) {
            one.create("unknown", 1);
            one.event(
                    "unknown",
                    "Group.CallbackAfterTomorrow",
                    "g",
                    System.currentTimeMillis(),
                    "{\"command\":\"Group.CallbackAfterTomorrow\"}");
            page.awaitEntries(1);
            one.grow("unknown", 4);
            one.last("unknown", 3, "{\"command\":\"A.New\"}");
            page.awaitEntries(2);

            assertThat(page.entries().get(1).path("id").asText()).isEqualTo(prefix + ".unknown/3/0");
        }
    }

    @Test
    void profiles_dead_letters_and_what_streams_keep_are_not_shown() throws Exception {
        for (String other : List.of("profile.groups", "profile.topics", "profiles-store-changelog", "dead-letter")) {
            one.create(other, 1);
        }
        one.create("profile.portrait-set", 1);
        try (EventSource page = served.stream("events/stream").awaitEvent("state")) {
            for (String other :
                    List.of("profile.groups", "profile.topics", "profiles-store-changelog", "dead-letter")) {
                one.event(other, "A.B", "k", System.currentTimeMillis(), "{\"command\":\"A.B\"}");
            }
            one.event(
                    "profile.portrait-set",
                    "Profile.CallbackPortraitSet",
                    "k",
                    System.currentTimeMillis(),
                    "{\"command\":\"A.B\"}");
            page.awaitEntries(1);

            assertThat(page.entries())
                    .allMatch(entry -> entry.path("topic").asText().endsWith("profile.portrait-set"));
        }
    }

    @Test
    void only_what_fits_all_filters_is_told() throws Exception {
        try (EventSource page = served.stream("events/stream?group=g1&command=AfterGroupInfoChanged&text=WALK")
                .awaitEvent("state")) {
            one.rename("g2", "Walks");
            one.rename("g1", "Runs");
            one.rename("g1", "walks of g1");
            page.awaitEntries(1);

            assertThat(page.sentences()).containsExactly("leckie renamed the group to walks of g1");
        }
        assertThat(served.status("events/stream?groups=x")).isEqualTo(400);
        assertThat(served.status("events?from=yesterday")).isEqualTo(400);
        assertThat(served.status("events?limit=0")).isEqualTo(400);
        assertThat(served.status("events?before=***")).isEqualTo(400);
    }

    @Test
    void a_page_that_comes_back_to_another_instance_gets_all_that_it_missed_once() throws Exception {
        String seen;
        try (EventSource page = served.stream("events/stream").awaitEvent("state")) {
            one.rename("g", "n0");
            seen = page.awaitEntries(1).lastId();
        }
        for (int at = 1; at < 30; at++) {
            one.rename("g" + at, "n" + at);
        }
        one.create("unknown", 1);
        one.event("unknown", "A.B", "k", System.currentTimeMillis(), "{\"command\":\"A.B\",\"operator\":\"n30\"}");

        try (ServedEvents other = new ServedEvents(Kafka.bootstrapServers(), prefix);
                EventSource page = other.stream("events/stream", seen)) {
            page.awaitEntries(30);
            one.rename("g", "last");
            page.awaitEntries(31);

            List<String> expected = Stream.concat(
                            IntStream.range(1, 30).mapToObj(at -> "leckie renamed the group to n" + at),
                            Stream.of("A.B, which is not in the catalogue, by n30", "leckie renamed the group to last"))
                    .toList();
            assertThat(page.sentences()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void a_page_that_lost_its_stream_before_the_first_event_misses_none() throws Exception {
        String seen;
        try (EventSource page = served.stream("events/stream").awaitEvent("state")) {
            seen = page.lastId();
        }
        one.rename("g", "missed");

        try (EventSource page = served.stream("events/stream", seen)) {
            assertThat(page.awaitEntries(1).sentences()).containsExactly("leckie renamed the group to missed");
        }
    }

    @Test
    void a_time_before_all_times_is_the_beginning() throws Exception {
        one.rename("g", "first");
        try (EventSource past = served.stream("events/stream?from=30000d").awaitEvent("done")) {
            assertThat(past.sentences()).containsExactly("leckie renamed the group to first");
        }
        assertThat(served.status("events?from=30000d")).isEqualTo(200);
        assertThat(served.status("events?from=%2B1000000000-12-31T00:00:00Z")).isEqualTo(400);
    }

    @Test
    void nothing_runs_once_nobody_watches() {
        served.stream("events/stream").awaitEvent("state").close();

        await().atMost(Duration.ofSeconds(30)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("console-events") && isOurs()));
        assertThat(served.log().live().ring()).isNull();
    }

    private boolean isOurs() {
        return served.log().live().ring() != null;
    }
}

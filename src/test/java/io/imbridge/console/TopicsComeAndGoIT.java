package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.EventSource;
import io.imbridge.testkit.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Topics that are deleted and created again while a page watches. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class TopicsComeAndGoIT extends WithServedEvents {
    @Test
    void a_topic_that_is_made_anew_is_told_from_its_beginning_also_to_pages_that_come_back() throws Exception {
        for (int at = 0; at < 5; at++) {
            one.rename("g", "old " + at);
        }
        try (EventSource page = served.stream("events/stream").awaitEvent("state")) {
            one.rename("g", "last of the old");
            String seen = page.awaitEntries(1).lastId();
            one.remove(INFO);
            one.create(INFO, 3);
            one.rename("g", "first of the new");

            assertThat(page.awaitEntries(2).sentences()).contains("leckie renamed the group to first of the new");
            try (EventSource back = served.stream("events/stream", seen)) {
                assertThat(back.awaitEntries(1).sentences())
                        .containsExactly("leckie renamed the group to first of the new");
            }
        }
    }

    @Test
    void a_topic_that_is_gone_keeps_nobody_from_the_past_of_the_others() throws Exception {
        one.create("unknown", 1);
        one.rename("g", "before");
        try (EventSource page = served.stream("events/stream").awaitEvent("state")) {
            one.event("unknown", "A.B", "k", System.currentTimeMillis(), "{\"command\":\"A.B\"}");
            page.awaitEntries(1);
            one.remove("unknown");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> served.log().live().ring().edge().offsets().keySet().stream()
                            .noneMatch(partition -> partition.topic().endsWith("unknown")));

            try (EventSource past = served.stream("events/stream?from=1h").awaitEvent("done")) {
                assertThat(past.sentences()).contains("leckie renamed the group to before");
            }
        }
    }
}

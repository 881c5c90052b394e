package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that do not arrive: the questions that are asked, and the reactions to the answers. */
class StallWatchTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final TopicFacts THERE = RelayRig.THERE;

    private final Mailbox mailbox = new Mailbox(Thread.currentThread());
    private final RelayStatus status = new RelayStatus(Clock.systemUTC());
    private final List<String> asked = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private CompletionStage<TopicFacts> answer = CompletableFuture.completedStage(THERE);
    private final Topics topics = topic -> {
        asked.add(topic);
        return answer;
    };
    private final TopicInspector inspector = new TopicInspector(topics, mailbox, status);
    private final StallWatch watch =
            new StallWatch(inspector, (queue, reason, sentence) -> replaced.add(queue.topic() + " " + reason));
    private final InFlightWindow window = new InFlightWindow();
    private final long now = System.nanoTime();

    @Test
    void nothing_is_asked_while_records_arrive_in_time() {
        look(queue("t", 4), now);

        assertThat(asked).isEmpty();
    }

    @Test
    void it_is_the_oldest_record_that_counts_however_well_others_arrive() {
        TopicQueue queue = queue("t", 6);
        for (int i = 0; i < 10; i++) {
            queue.end(queue.begin(TopicQueueTest.kept(1), null, 0, now));
        }
        look(queue, now);

        assertThat(asked).containsExactly("t");
    }

    @Test
    void one_question_is_under_way_at_a_time_and_the_topics_take_turns() {
        TopicQueue first = queue("a", 6);
        TopicQueue second = queue("b", 6);
        answer = new CompletableFuture<>();
        watch.look(List.of(first, second), now);
        watch.look(List.of(first, second), now + 10 * SECOND);
        assertThat(asked).hasSize(1);

        ((CompletableFuture<TopicFacts>) answer).complete(THERE);
        mailbox.settle();
        watch.look(List.of(first, second), now + SECOND);
        mailbox.settle();
        watch.look(List.of(first, second), now + SECOND);

        assertThat(asked).hasSize(2).containsExactlyInAnyOrder("a", "b");
    }

    static Stream<Arguments> answersThatAskForAnotherProducer() {
        return Stream.of(
                Arguments.of(THERE, new TopicFacts(Uuid.randomUuid(), 6, true), "topic-made-again"),
                Arguments.of(THERE, new TopicFacts(THERE.id(), 5, true), "topic-made-again"),
                Arguments.of(
                        new TopicFacts(Uuid.ZERO_UUID, 6, true),
                        new TopicFacts(Uuid.ZERO_UUID, 1, true),
                        "topic-made-again"));
    }

    @ParameterizedTest
    @MethodSource("answersThatAskForAnotherProducer")
    void a_topic_that_was_made_again_needs_another_producer(TopicFacts before, TopicFacts after, String reason) {
        answer = CompletableFuture.completedStage(after);

        look(queue("t", 6, before), now);

        assertThat(replaced).containsExactly("t " + reason);
    }

    @Test
    void so_does_one_that_is_gone_which_then_is_paused() {
        answer = CompletableFuture.failedStage(new UnknownTopicOrPartitionException("no such topic"));
        TopicQueue queue = queue("t", 6);

        look(queue, now);

        assertThat(replaced).containsExactly("t topic-gone");
        assertThat(queue.isPaused()).isTrue();
    }

    @Test
    void a_kafka_that_does_not_answer_needs_none() {
        answer = CompletableFuture.failedStage(new TimeoutException("no answer"));
        TopicQueue queue = queue("t", 60);

        look(queue, now);

        assertThat(replaced).isEmpty();
        assertThat(queue.isPaused()).isFalse();
    }

    @Test
    void once_kafka_lets_us_in_again_the_producer_that_it_turned_away_is_replaced() {
        TopicQueue queue = queue("t", 6);
        answer = CompletableFuture.failedStage(new SslAuthenticationException("unknown certificate"));
        look(queue, now);
        answer = CompletableFuture.completedStage(THERE);

        look(queue, now + 2 * SECOND);
        look(queue, now + 4 * SECOND);

        assertThat(replaced).containsExactly("t could-not-log-in");
    }

    @Test
    void a_partition_without_a_leader_pauses_its_topic_until_records_move_again() {
        answer = CompletableFuture.completedStage(new TopicFacts(THERE.id(), 6, false));
        TopicQueue queue = queue("t", 60);
        look(queue, now);

        assertThat(replaced).isEmpty();
        assertThat(queue.isPaused()).isTrue();

        queue.unended().forEach(queue::end);
        look(queue, now + SECOND);
        assertThat(queue.isPaused()).isFalse();
    }

    @Test
    void without_any_reason_to_be_seen_the_producer_is_replaced_after_half_a_minute() {
        StallWatch.Stall stall = new StallWatch.Stall();
        TopicQueue queue = queue("t", 300);

        assertThat(StallWatch.isOverdue(queue, stall, now))
                .as("Kafka has not answered")
                .isFalse();
        stall.answered(now - 29 * SECOND, true, true);
        assertThat(StallWatch.isOverdue(queue, stall, now)).isFalse();
        assertThat(StallWatch.isOverdue(queue, stall, now + SECOND)).isTrue();
    }

    @Test
    void and_then_less_and_less_often() {
        StallWatch.Stall stall = new StallWatch.Stall();
        TopicQueue queue = queue("t", 3000);
        stall.becomesMorePatient(now);

        assertThat(StallWatch.isOverdue(queue, stall, now + 59 * SECOND)).isFalse();
        assertThat(StallWatch.isOverdue(queue, stall, now + 60 * SECOND)).isTrue();
        stall.becomesMorePatient(now);
        assertThat(StallWatch.isOverdue(queue, stall, now + 60 * SECOND)).isFalse();
    }

    @Test
    void a_record_that_waited_for_kafka_to_come_back_does_not_count_as_waiting_for_the_producer() {
        TopicQueue queue = queue("t", 300);
        answer = CompletableFuture.failedStage(new TimeoutException("no answer"));
        look(queue, now);
        answer = CompletableFuture.completedStage(THERE);

        look(queue, now + 3 * SECOND);

        assertThat(replaced).isEmpty();
        assertThat(queue.isPaused()).isFalse();
    }

    private void look(TopicQueue queue, long at) {
        watch.look(List.of(queue), at);
        mailbox.settle();
    }

    private TopicQueue queue(String topic, int secondsOfOldest) {
        return queue(topic, secondsOfOldest, THERE);
    }

    /** An open queue with a record that was sent this long ago. */
    private TopicQueue queue(String topic, int secondsOfOldest, TopicFacts facts) {
        TopicQueue queue = new TopicQueue(topic, window, now);
        queue.startCheck(now);
        queue.found(facts);
        queue.end(queue.begin(TopicQueueTest.kept(1), null, 0, now));
        queue.succeeded();
        queue.begin(TopicQueueTest.kept(1), null, 0, now - secondsOfOldest * SECOND);
        return queue;
    }
}

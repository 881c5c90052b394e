package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TopicQueueTest {
    private static final long PAUSE = Duration.ofMillis(100).toNanos();
    private static final KeptRecord KEPT = kept(100);

    private final TopicQueue queue = new TopicQueue("t", new InFlightWindow(), 0);

    @Test
    void a_new_one_lets_nothing_pass_before_its_topic_was_found() {
        assertThat(queue.room(0)).isZero();
        assertThat(queue.startCheck(0)).isTrue();
        assertThat(queue.startCheck(0)).as("is being checked").isFalse();
        assertThat(queue.room(0)).isZero();
    }

    @Test
    void it_tries_one_record_and_opens_when_that_got_through() {
        queue.startCheck(0);
        queue.found(RelayRig.THERE);

        assertThat(queue.room(0)).isEqualTo(1);
        Delivery first = begin(0, 0);
        assertThat(queue.room(0)).isZero();
        queue.end(first);
        assertThat(queue.succeeded()).as("had trouble before").isFalse();
        assertThat(queue.room(0)).isGreaterThan(1000);
    }

    @Test
    void one_that_fails_waits_for_its_pause_and_for_what_is_still_on_its_way() {
        open();
        Delivery first = begin(0, 0);
        Delivery second = begin(0, 0);

        queue.end(first);
        queue.failed(0);
        assertThat(queue.room(0)).isZero();
        assertThat(queue.startCheck(PAUSE)).as("one is still on its way").isFalse();

        queue.end(second);
        assertThat(queue.startCheck(PAUSE - 1)).isFalse();
        assertThat(queue.startCheck(PAUSE)).isTrue();
    }

    @Test
    void each_failure_makes_the_pause_longer_up_to_a_limit() {
        long now = 0;
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long pause = 0;
            while (!queue.startCheck(now + Duration.ofMillis(pause).toNanos())) {
                pause += 100;
            }
            now += Duration.ofMillis(pause).toNanos();
            queue.failed(now);
            pauses.add(pause);
        }
        assertThat(pauses)
                .startsWith(0L, 100L, 200L, 400L, 800L)
                .endsWith(1000L)
                .isSorted();
    }

    @Test
    void an_interruption_is_no_failure() {
        for (int i = 0; i < 20; i++) {
            open();
            queue.interrupted(0);
            assertThat(queue.startCheck(PAUSE)).isTrue();
            queue.found(RelayRig.THERE);
        }
        assertThat(queue.keepsFailing()).isFalse();
    }

    @Test
    void one_that_was_paused_says_once_when_it_takes_records_again() {
        open();
        queue.failed(0);
        assertThat(queue.pause("topic-authorization")).as("new").isTrue();
        assertThat(queue.pause("topic-authorization")).as("new").isFalse();
        assertThat(queue.isPaused()).isTrue();
        queue.startCheck(PAUSE);
        queue.found(RelayRig.THERE);
        Delivery probe = begin(0, PAUSE);
        queue.end(probe);

        assertThat(queue.succeeded()).isTrue();
        assertThat(queue.isPaused()).isFalse();
        assertThat(queue.resumes()).isFalse();
    }

    @Test
    void the_oldest_record_on_its_way_is_known_whatever_the_order_of_their_ends() {
        open();
        Delivery first = begin(0, 1);
        Delivery second = begin(0, 2);
        Delivery third = begin(0, 3);

        queue.end(second);
        assertThat(queue.oldest()).isSameAs(first);
        queue.end(first);
        assertThat(queue.oldest()).isSameAs(third);
        assertThat(queue.unended()).containsExactly(third);
        queue.end(third);
        assertThat(queue.oldest()).isNull();
    }

    @Test
    void a_delivery_ends_once() {
        open();
        Delivery delivery = begin(0, 0);
        queue.end(delivery);

        assertThatIllegalStateException().isThrownBy(() -> queue.end(delivery));
        assertThat(queue.inFlight()).isZero();
    }

    @Test
    void nothing_is_sent_by_a_new_producer_while_records_of_the_old_one_are_on_their_way() {
        open();
        Delivery old = begin(0, 0);

        assertThat(queue.room(0)).isPositive();
        assertThat(queue.room(1)).isZero();
        queue.end(old);
        assertThat(queue.room(1)).isPositive();
    }

    @Test
    void times_that_were_refused_are_left_out_for_a_minute() {
        assertThat(queue.bearsTimes(0)).isTrue();
        queue.leaveOutTimes(0);
        assertThat(queue.bearsTimes(Duration.ofSeconds(59).toNanos())).isFalse();
        assertThat(queue.bearsTimes(Duration.ofSeconds(60).toNanos())).isTrue();
    }

    static KeptRecord kept(int bytes) {
        Instant time = Instant.EPOCH;
        return new KeptRecord(
                1,
                new OutboxRecord("t", null, "A.b", "1", new UUID(1, 2), "00", time, time, null, null, new byte[bytes]));
    }

    private Delivery begin(int generation, long now) {
        return queue.begin(KEPT, null, generation, now);
    }

    private void open() {
        queue.startCheck(0);
        queue.found(RelayRig.THERE);
        queue.end(begin(0, 0));
        queue.succeeded();
    }
}

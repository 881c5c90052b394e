package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private final Lane lane = new Lane("t", 0);

    @Test
    void a_new_lane_sends_nothing_before_its_topic_was_checked() {
        lane.add(kept(1));

        assertThat(lane.next()).isNull();
        assertThat(lane.startCheck(0)).isTrue();
        assertThat(lane.startCheck(0)).isFalse();
        assertThat(lane.next()).isNull();
    }

    @Test
    void it_tries_one_record_and_opens_when_that_got_through() {
        lane.add(kept(1));
        lane.add(kept(2));
        lane.add(kept(3));
        lane.startCheck(0);
        lane.checked(true, 0);

        assertThat(numbers()).containsExactly(1L);
        lane.delivered();
        assertThat(numbers()).containsExactly(2L, 3L);
        assertThat(lane.isOpen()).isTrue();
    }

    @Test
    void what_comes_back_goes_first_again_in_order() {
        List<KeptRecord> sent = open(1, 2, 3, 4);

        lane.returned(sent.get(2), 0);
        lane.delivered();
        lane.returned(sent.get(0), 0);
        lane.add(kept(5));
        assertThat(lane.startCheck(PAUSE)).as("one is still under way").isFalse();
        lane.returned(sent.get(3), 0);
        assertThat(lane.startCheck(PAUSE)).isTrue();
        lane.checked(true, PAUSE);

        List<Long> again = new ArrayList<>(numbers());
        lane.delivered();
        again.addAll(numbers());
        assertThat(again).containsExactly(1L, 3L, 4L, 5L);
    }

    @Test
    void each_failure_makes_the_pause_longer_up_to_a_limit() {
        long now = 0;
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            assertThat(lane.startCheck(now)).isTrue();
            lane.checked(false, now);
            pauses.add(Duration.ofNanos(lane.idleFor(now)).toMillis());
            now += lane.idleFor(now);
        }
        assertThat(pauses).startsWith(100L, 200L, 400L).endsWith(10_000L).isSorted();
    }

    @Test
    void a_lane_that_was_parked_says_when_it_is_open_again() {
        KeptRecord sent = open(1).get(0);

        assertThat(lane.returned(sent, 0)).as("was open").isTrue();
        lane.startCheck(PAUSE);
        lane.checked(true, PAUSE);
        numbers();

        assertThat(lane.delivered()).as("opened again").isTrue();
    }

    @Test
    void what_nobody_wants_any_more_is_dropped() {
        lane.add(kept(1));
        lane.add(kept(2));

        assertThat(lane.drop(kept -> kept.sequence() == 1)).isEqualTo(1);

        lane.startCheck(0);
        lane.checked(true, 0);
        assertThat(numbers()).containsExactly(2L);
    }

    /** Opens the lane and sends these, the first delivered. */
    private List<KeptRecord> open(long... numbers) {
        lane.add(kept(0));
        lane.startCheck(0);
        lane.checked(true, 0);
        lane.next();
        lane.delivered();
        List<KeptRecord> sent = new ArrayList<>();
        for (long number : numbers) {
            lane.add(kept(number));
            sent.add(lane.next());
        }
        return sent;
    }

    private List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        for (KeptRecord kept = lane.next(); kept != null; kept = lane.next()) {
            numbers.add(kept.sequence());
        }
        return numbers;
    }

    private static KeptRecord kept(long sequence) {
        Instant time = Instant.EPOCH;
        return new KeptRecord(
                sequence, new OutboxRecord("t", null, "A.b", "1", new UUID(1, 2), "00", time, time, null, new byte[0]));
    }
}

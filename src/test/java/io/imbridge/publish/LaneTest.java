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

    private static final KeptRecord KEPT = kept(100);

    private final Lane lane = new Lane("t", 0);

    @Test
    void a_new_lane_lets_nothing_pass_before_its_topic_was_checked() {
        assertThat(lane.room()).isZero();
        assertThat(lane.startCheck(0)).isTrue();
        assertThat(lane.startCheck(0)).isFalse();
        assertThat(lane.room()).isZero();
    }

    @Test
    void it_tries_one_record_and_opens_when_that_got_through() {
        lane.startCheck(0);
        lane.checked(true, 0);

        assertThat(lane.room()).isEqualTo(1);
        lane.sent(0, KEPT);
        assertThat(lane.room()).isZero();
        assertThat(lane.delivered(0, KEPT)).as("had not failed before").isFalse();
        assertThat(lane.room()).isGreaterThan(1000);
    }

    @Test
    void a_lane_that_fails_waits_for_its_pause_and_for_what_is_still_on_its_way() {
        open();
        lane.sent(0, KEPT);
        lane.sent(0, KEPT);

        lane.ended(0, KEPT);
        assertThat(lane.park(0)).as("was open").isTrue();
        assertThat(lane.park(0)).as("is parked already").isFalse();
        assertThat(lane.room()).isZero();
        assertThat(lane.startCheck(PAUSE)).as("one is still on its way").isFalse();

        lane.delivered(0, KEPT);
        assertThat(lane.startCheck(PAUSE - 1)).isFalse();
        assertThat(lane.startCheck(PAUSE)).isTrue();
    }

    @Test
    void each_failure_makes_the_pause_longer_up_to_a_limit() {
        long now = 0;
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long pause = 0;
            while (!lane.startCheck(now + Duration.ofMillis(pause).toNanos())) {
                pause += 100;
            }
            now += Duration.ofMillis(pause).toNanos();
            lane.checked(false, now);
            pauses.add(pause);
        }
        assertThat(pauses)
                .startsWith(0L, 100L, 200L, 400L, 800L)
                .endsWith(1000L)
                .isSorted();
    }

    @Test
    void a_lane_that_was_parked_says_when_it_is_open_again() {
        open();
        lane.sent(0, KEPT);
        lane.ended(0, KEPT);
        lane.park(0);
        lane.startCheck(PAUSE);
        lane.checked(true, PAUSE);
        lane.sent(PAUSE, KEPT);

        assertThat(lane.delivered(PAUSE, KEPT)).isTrue();
    }

    @Test
    void a_lane_whose_records_do_not_arrive_for_tenSecondsis_stalled_and_says_so_once_in_a_while() {
        open();
        long tenSeconds = Duration.ofSeconds(10).toNanos();
        assertThat(lane.isStalled(tenSeconds)).as("nothing is on its way").isFalse();

        lane.sent(tenSeconds, KEPT);
        assertThat(lane.isStalled(2 * tenSeconds - 1)).isFalse();
        assertThat(lane.isStalled(2 * tenSeconds)).isTrue();
        assertThat(lane.isStalled(2 * tenSeconds + 1)).isFalse();
    }

    @Test
    void one_topic_does_not_take_all_the_room() {
        open();
        int sent = 0;
        while (lane.room() > 0 && sent < 100_000) {
            lane.sent(0, KEPT);
            sent++;
        }
        assertThat(sent).isLessThan(5000);
    }

    @Test
    void nor_all_the_bytes() {
        open();
        KeptRecord large = kept(1_000_000);
        lane.sent(0, large);
        assertThat(lane.room()).isPositive();
        lane.sent(0, large);
        assertThat(lane.room()).isZero();

        lane.ended(0, large);
        assertThat(lane.room()).isPositive();
    }

    private static KeptRecord kept(int bytes) {
        Instant time = Instant.EPOCH;
        return new KeptRecord(
                1,
                new OutboxRecord("t", null, "A.b", "1", new UUID(1, 2), "00", time, time, null, null, new byte[bytes]));
    }

    private void open() {
        lane.startCheck(0);
        lane.checked(true, 0);
        lane.sent(0, KEPT);
        lane.delivered(0, KEPT);
    }
}

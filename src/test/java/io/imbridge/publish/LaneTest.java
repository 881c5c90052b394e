package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final long PAUSE = Duration.ofMillis(100).toNanos();

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
        lane.sent(0);
        assertThat(lane.room()).isZero();
        assertThat(lane.delivered(0)).as("had not failed before").isFalse();
        assertThat(lane.room()).isGreaterThan(1000);
    }

    @Test
    void a_lane_that_fails_waits_for_its_pause_and_for_what_is_still_on_its_way() {
        open();
        lane.sent(0);
        lane.sent(0);

        lane.ended(0);
        assertThat(lane.park(0)).as("was open").isTrue();
        assertThat(lane.park(0)).as("is parked already").isFalse();
        assertThat(lane.room()).isZero();
        assertThat(lane.startCheck(PAUSE)).as("one is still on its way").isFalse();

        lane.delivered(0);
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
                .endsWith(5000L)
                .isSorted();
    }

    @Test
    void a_lane_that_was_parked_says_when_it_is_open_again() {
        open();
        lane.sent(0);
        lane.ended(0);
        lane.park(0);
        lane.startCheck(PAUSE);
        lane.checked(true, PAUSE);
        lane.sent(PAUSE);

        assertThat(lane.delivered(PAUSE)).isTrue();
    }

    @Test
    void a_lane_whose_records_do_not_arrive_for_tenSecondsis_stalled_and_says_so_once_in_a_while() {
        open();
        long tenSeconds = Duration.ofSeconds(10).toNanos();
        assertThat(lane.isStalled(tenSeconds)).as("nothing is on its way").isFalse();

        lane.sent(tenSeconds);
        assertThat(lane.isStalled(2 * tenSeconds - 1)).isFalse();
        assertThat(lane.isStalled(2 * tenSeconds)).isTrue();
        assertThat(lane.isStalled(2 * tenSeconds + 1)).isFalse();
    }

    @Test
    void one_topic_does_not_take_all_the_room() {
        open();
        int sent = 0;
        while (lane.room() > 0 && sent < 100_000) {
            lane.sent(0);
            sent++;
        }
        assertThat(sent).isLessThan(5000);
    }

    private void open() {
        lane.startCheck(0);
        lane.checked(true, 0);
        lane.sent(0);
        lane.delivered(0);
    }
}

package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalHistoryTest {
    private final AtomicLong millis = new AtomicLong(1_795_000_000_000L);
    private final RefusalHistory history = new RefusalHistory(new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }
    });

    @Test
    void the_newest_come_first_and_no_more_than_there_is_room_for() {
        for (int n = 0; n < RefusalHistory.KEPT + 7; n++) {
            millis.addAndGet(1000);
            add(Refusal.SIGN_WRONG, "request-" + n);
        }

        assertThat(history.last()).hasSize(RefusalHistory.KEPT);
        assertThat(history.last().get(0).requestId()).isEqualTo("request-" + (RefusalHistory.KEPT + 6));
        assertThat(history.last().get(RefusalHistory.KEPT - 1).requestId()).isEqualTo("request-7");
    }

    @Test
    void a_flood_of_one_reason_washes_no_other_away() {
        add(Refusal.NOT_KEPT, "rare");
        for (int n = 0; n < 100_000; n++) {
            add(Refusal.UNKNOWN_PATH, "flood");
        }

        assertThat(history.last()).hasSize(RefusalHistory.A_SECOND + 1);
        assertThat(history.last().get(RefusalHistory.A_SECOND).requestId()).isEqualTo("rare");

        millis.addAndGet(1000);
        add(Refusal.UNKNOWN_PATH, "next second");
        assertThat(history.last().get(0).requestId()).isEqualTo("next second");
    }

    @Test
    void what_a_stranger_calls_an_app_is_cut() {
        history.add(Refusal.APP_UNKNOWN, null, "none", "9".repeat(8_000), "id");

        assertThat(history.last().get(0).app()).isEqualTo("9".repeat(64));
    }

    private void add(Refusal refusal, String id) {
        history.add(refusal, "203.0.113.7", "none", "1400000000", id);
    }
}

package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Refusal;
import io.imbridge.testkit.LogLines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private static final Instant START = Instant.parse("2026-11-27T03:00:00Z");

    private final LogLines lines = new LogLines(RefusalLog.class);
    private final SettableClock clock = new SettableClock();
    private final RefusalLog log = new RefusalLog(clock);

    @AfterEach
    void stop() {
        lines.close();
    }

    @Test
    void the_first_callback_that_is_lost_is_told_at_once_and_the_others_each_minute_until_it_ends() {
        for (int i = 0; i < 369; i++) {
            log.refused(Refusal.NOT_KEPT);
        }
        assertThat(lines.lines()).containsExactly("ERROR Callbacks are being refused reason=not-kept count=1");

        log.tick();
        log.refused(Refusal.NOT_KEPT);
        log.refused(Refusal.TOO_MANY_IN_FLIGHT);
        log.tick();
        clock.now = START.plus(Duration.ofMinutes(3));
        log.tick();
        log.tick();

        assertThat(lines.lines())
                .containsExactly(
                        "ERROR Callbacks are being refused reason=not-kept count=1",
                        "ERROR Callbacks are being refused reason=not-kept count=369",
                        "ERROR Callbacks are being refused reason=too-many-in-flight:1,not-kept:1 count=2",
                        "INFO Callbacks are refused no more after=PT3M count=371");
    }

    @Test
    void what_begins_again_is_told_again() {
        log.refused(Refusal.INTERNAL);
        log.tick();
        log.tick();
        log.refused(Refusal.INTERNAL);

        assertThat(lines.lines())
                .filteredOn(line -> line.equals("ERROR Callbacks are being refused reason=internal count=1"))
                .hasSize(3);
    }

    @Test
    void strangers_are_one_line_a_minute() {
        for (int i = 0; i < 1000; i++) {
            log.refused(Refusal.APP_UNKNOWN);
            log.refused(Refusal.SIGN_WRONG);
        }
        assertThat(lines.lines()).isEmpty();

        log.tick();
        log.tick();

        assertThat(lines.lines())
                .containsExactly("WARN Requests were refused count=2000 reasons=app-unknown:1000,sign-wrong:1000");
    }

    /** A clock with a settable time. */
    private static final class SettableClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

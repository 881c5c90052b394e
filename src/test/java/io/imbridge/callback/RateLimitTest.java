package io.imbridge.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final int TIMES = 100;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final RateLimit limit = new RateLimit(TIMES, SECOND, now::get);

    @Test
    void so_many_pass_and_no_more_until_the_while_is_over() {
        assertThat(passing(1000)).isEqualTo(TIMES);

        now.addAndGet(SECOND.toNanos() - 1);
        assertThat(passing(1000)).isZero();

        now.addAndGet(1);
        assertThat(passing(1000)).isEqualTo(TIMES);
    }

    @Test
    void no_while_wherever_it_begins_has_more() {
        assertThat(passing(40)).isEqualTo(40);
        now.addAndGet(SECOND.toNanos() - 1);
        assertThat(passing(1000)).isEqualTo(TIMES - 40);

        now.addAndGet(1);

        assertThat(passing(1000)).as("those of the beginning are forgotten").isEqualTo(40);
    }

    @Test
    void what_does_not_pass_does_not_count() {
        passing(TIMES + 50);
        now.addAndGet(SECOND.toNanos() / 2);
        assertThat(passing(50)).isZero();

        now.addAndGet(SECOND.toNanos() / 2);

        assertThat(passing(TIMES)).isEqualTo(TIMES);
    }

    private long passing(int asked) {
        return IntStream.range(0, asked).filter(one -> limit.pass()).count();
    }
}

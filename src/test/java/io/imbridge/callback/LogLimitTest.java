package io.imbridge.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogLimitTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final LogLimit limit = new LogLimit(now::get);

    @Test
    void ten_lines_pass_and_the_next_one_tells_of_those_that_were_withheld() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.pass()).isZero();
        }
        now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        for (int i = 0; i < 1000; i++) {
            assertThat(limit.pass()).isNegative();
        }

        now.addAndGet(1);

        assertThat(limit.pass()).isEqualTo(1000);
        assertThat(limit.pass()).isZero();
    }
}

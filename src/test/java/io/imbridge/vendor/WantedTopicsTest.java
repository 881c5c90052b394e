package io.imbridge.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.vendor.WantedTopics.Group;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WantedTopicsTest {
    private final AtomicLong now = new AtomicLong();
    private final WantedTopics wanted = new WantedTopics(now::get);

    @Test
    void each_group_waits_once_and_in_order() throws Exception {
        assertThat(wanted.add(group(1))).isTrue();
        assertThat(wanted.add(group(2))).isTrue();
        assertThat(wanted.add(group(1))).isTrue();

        assertThat(wanted.take()).isEqualTo(group(1));
        assertThat(wanted.take()).isEqualTo(group(2));
    }

    @Test
    void one_that_was_read_is_read_again_after_a_second_and_holds_up_no_other() throws Exception {
        wanted.add(group(1));
        wanted.take();
        wanted.add(group(1));
        wanted.add(group(2));

        assertThat(wanted.take()).isEqualTo(group(2));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(wanted.take()).isEqualTo(group(1));
    }

    @Test
    void so_many_may_wait_and_no_more() {
        for (int number = 0; number < WantedTopics.MOST; number++) {
            assertThat(wanted.add(group(number))).isTrue();
        }

        assertThat(wanted.add(group(WantedTopics.MOST))).isFalse();
        assertThat(wanted.add(group(0))).isTrue();
    }

    @Test
    void one_that_is_to_wait_holds_up_no_other_and_may_be_wanted_sooner() throws Exception {
        wanted.addIn(Duration.ofMinutes(1), group(1));
        wanted.addIn(Duration.ofMinutes(1), group(2));
        wanted.add(group(3));
        assertThat(wanted.take()).isEqualTo(group(3));
        wanted.add(group(2));
        assertThat(wanted.take()).isEqualTo(group(2));
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(wanted.take()).isEqualTo(group(1));
    }

    private static Group group(int number) {
        return new Group("1400000000", "g" + number);
    }
}

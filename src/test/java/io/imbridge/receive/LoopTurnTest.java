package io.imbridge.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The earliest time from which bytes may have waited before an event loop read them. */
class LoopTurnTest {
    private final Queue<Runnable> afterReading = new ArrayDeque<>();
    private long now = Duration.ofHours(1).toNanos();
    private final LoopTurn turn = new LoopTurn(() -> now);
    private final Executor loop = afterReading::add;

    @Test
    void what_a_resting_loop_reads_has_just_come() {
        assertThat(turn.earliestArrival(loop)).isEqualTo(now);
        endTurn();
        pass(Duration.ofSeconds(5));

        assertThat(turn.earliestArrival(loop)).isEqualTo(now);
    }

    @Test
    void what_is_read_right_after_a_long_turn_may_have_come_since_that_began() {
        long began = now;
        turn.earliestArrival(loop);
        pass(Duration.ofSeconds(3));
        endTurn();
        pass(Duration.ofNanos(1000));

        assertThat(turn.earliestArrival(loop)).isEqualTo(began);
    }

    @Test
    void all_that_is_read_in_one_turn_was_there_when_it_began() {
        long first = turn.earliestArrival(loop);
        pass(Duration.ofSeconds(3));

        assertThat(turn.earliestArrival(loop)).isEqualTo(first);
        assertThat(afterReading).hasSize(1);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void endTurn() {
        while (!afterReading.isEmpty()) {
            afterReading.remove().run();
        }
    }
}

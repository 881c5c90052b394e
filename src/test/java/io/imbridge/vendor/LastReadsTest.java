package io.imbridge.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastReadsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void the_one_that_waits_longest_comes_first_and_none_before_its_time() {
        LastReads last = new LastReads();
        last.note("1", NOW.minus(DAY).plusMillis(1));
        last.note("2", NOW.minus(DAY));
        last.note("3", NOW.minus(DAY.multipliedBy(2)));

        LastReads kept = LastReads.of(last.text(), List.of("1", "2", "3"));

        assertThat(kept.due(List.of("1", "2", "3"), DAY, NOW)).isEqualTo("3");
        assertThat(kept.due(List.of("1", "2", "3", "new"), DAY, NOW)).isEqualTo("new");
        assertThat(kept.due(List.of("1", "2"), DAY, NOW)).isEqualTo("2");
        assertThat(kept.due(List.of("1"), DAY, NOW)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "no json", "[]"})
    void whatever_else_is_kept_counts_as_never(String text) {
        assertThat(LastReads.of(text, List.of("1")).due(List.of("1"), DAY, NOW)).isEqualTo("1");
    }

    @Test
    void a_time_to_come_is_none_since_a_clock_was_ahead() {
        LastReads last = new LastReads();
        last.note("1", NOW.plusMillis(1));
        last.note("2", NOW.minus(DAY));

        assertThat(last.due(List.of("1", "2"), DAY, NOW)).isEqualTo("1");
        assertThat(last.of("1", NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void apps_that_are_read_no_more_are_not_kept() {
        LastReads last = new LastReads();
        last.note("1", NOW);
        last.note("removed", NOW);

        assertThat(LastReads.of(last.text(), List.of("1")).text()).isEqualTo("{\"1\":" + NOW.toEpochMilli() + "}");
    }

    @Test
    void of_what_two_know_the_later_counts() {
        LastReads last = new LastReads();
        last.note("1", NOW);
        last.note("2", NOW.minus(DAY));
        LastReads others = new LastReads();
        others.note("1", NOW.minus(DAY));
        others.note("2", NOW);
        last.noteAll(others);

        assertThat(last.of("1", NOW)).isEqualTo(NOW);
        assertThat(last.of("2", NOW)).isEqualTo(NOW);
    }
}

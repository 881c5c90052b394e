package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FullForecastTest {
    private static final long MEGABYTE = 1024 * 1024;
    private static final long PLENTY = 1_000_000 * MEGABYTE;

    private final FullForecast forecast = new FullForecast();

    @Test
    void a_disk_that_loses_a_megabyte_a_second_is_full_in_as_many_seconds_as_it_has_megabytes_left() {
        for (int second = 0; second <= 120; second += 10) {
            note(second, (1_120 - second) * MEGABYTE, PLENTY);
        }

        assertThat(forecast.left()).isEqualTo(Duration.ofSeconds(1_000));
    }

    @Test
    void whichever_ends_first_counts() {
        for (int second = 0; second <= 120; second += 10) {
            note(second, (1_120 - second) * MEGABYTE, (620 - second) * MEGABYTE);
        }

        assertThat(forecast.left()).isEqualTo(Duration.ofSeconds(500));
    }

    @Test
    void nothing_is_told_while_nothing_shrinks_or_only_so_slowly_that_it_takes_months() {
        assertThat(forecast.left()).isNull();
        for (int second = 0; second <= 300; second += 10) {
            note(second, PLENTY + second, PLENTY);
        }
        assertThat(forecast.left()).isNull();
        for (int second = 310; second <= 900; second += 10) {
            note(second, PLENTY - second, PLENTY);
        }
        assertThat(forecast.left()).isNull();
    }

    @Test
    void nothing_is_told_of_less_than_a_minute() {
        note(0, 1_000 * MEGABYTE, PLENTY);
        note(50, 100 * MEGABYTE, PLENTY);
        assertThat(forecast.left()).isNull();

        note(60, 90 * MEGABYTE, PLENTY);
        assertThat(forecast.left()).isNotNull();
    }

    @Test
    void what_was_longer_ago_than_five_minutes_is_forgotten() {
        for (int second = 0; second <= 100; second += 10) {
            note(second, (10_000 - 50 * second) * MEGABYTE, PLENTY);
        }
        assertThat(forecast.left()).isNotNull();

        for (int second = 110; second <= 410; second += 10) {
            note(second, 5_000 * MEGABYTE, PLENTY);
        }
        assertThat(forecast.left()).isNull();
    }

    @Test
    void a_file_that_is_made_small_once_does_not_hide_that_the_disk_fills_up() {
        for (int second = 0; second <= 300; second += 10) {
            note(second, (10_000 - 10 * second + (second == 150 ? 1_000 : 0)) * MEGABYTE, PLENTY);
        }

        assertThat(forecast.left()).isBetween(Duration.ofSeconds(690), Duration.ofSeconds(710));
    }

    @Test
    void what_is_full_is_full_now() {
        note(0, PLENTY, 0);

        assertThat(forecast.left()).isEqualTo(Duration.ZERO);
    }

    private void note(int second, long diskFree, long bytesToLimit) {
        forecast.note(Duration.ofSeconds(second).toNanos(), diskFree, bytesToLimit);
    }
}

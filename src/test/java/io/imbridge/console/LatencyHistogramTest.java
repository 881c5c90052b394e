package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private static final double[] BOUNDS = {1, 2, 5, Double.POSITIVE_INFINITY};

    @Test
    void a_quantile_lies_within_its_bucket() {
        LatencyHistogram times = new LatencyHistogram(BOUNDS, new double[] {50, 90, 100, 100});

        assertThat(times.quantile(0.5)).isEqualTo(1);
        assertThat(times.quantile(0.7)).isCloseTo(1.5, within(1e-9));
        assertThat(times.quantile(0.99)).isCloseTo(4.7, within(1e-9));
    }

    @Test
    void what_is_behind_the_last_bound_counts_as_that() {
        assertThat(new LatencyHistogram(BOUNDS, new double[] {0, 0, 0, 10}).quantile(0.99))
                .isEqualTo(5);
    }

    @Test
    void of_nothing_there_is_none() {
        assertThat(LatencyHistogram.NONE.quantile(0.5)).isNull();
        assertThat(new LatencyHistogram(BOUNDS, new double[4]).quantile(0.5)).isNull();
    }

    @Test
    void a_difference_has_only_those_that_came_between() {
        LatencyHistogram before = new LatencyHistogram(BOUNDS, new double[] {100, 100, 100, 100});
        LatencyHistogram after = new LatencyHistogram(BOUNDS, new double[] {100, 100, 110, 110});

        assertThat(after.since(before).quantile(0.5)).isCloseTo(3.5, within(1e-9));
        assertThat(after.since(after).quantile(0.5)).isNull();
        assertThat(after.since(LatencyHistogram.NONE).quantile(0.5)).isLessThan(1);
    }
}

package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.imbridge.callback.Refusal;
import io.imbridge.outbox.OutboxState;
import io.imbridge.testkit.Readme;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // The registry that Quarkus brings.
class ReadmeMetricsTest {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

    @Test
    void every_metric_stands_with_its_labels() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CallbackMetrics metrics = new CallbackMetrics(registry);

        metrics.answered("unknown", null, Duration.ofMillis(1));
        metrics.answered("none", Refusal.NOT_KEPT, Duration.ofMillis(1));
        OutboxMetrics outbox = new OutboxMetrics(registry, Clock.systemUTC());
        outbox.watch(() -> new OutboxState(OutboxState.Mode.DISK, Instant.EPOCH, 0, 0, null, 0));
        outbox.committed(1, Duration.ofMillis(1));
        RelayMetrics relay = new RelayMetrics(registry);
        relay.watch(Set::of);
        relay.published("im.unknown");
        relay.buried("record-too-large");
        relay.resent();

        Map<String, String> scraped = new TreeMap<>();
        SAMPLE.matcher(registry.scrape()).results().forEach(line -> scraped.put(line.group(1), labels(line)));
        assertThat(Readme.ofTheProject().table("Metric"))
                .extracting(row -> Readme.code(row.get(0)), row -> row.get(1))
                .containsExactlyInAnyOrderElementsOf(scraped.entrySet().stream()
                        .map(metric -> tuple(metric.getKey(), metric.getValue()))
                        .toList());
    }

    private static String labels(MatchResult line) {
        return LABEL.matcher(line.group(2) == null ? "" : line.group(2))
                .results()
                .map(label -> "`" + label.group(1) + "`")
                .collect(Collectors.joining(", "));
    }
}

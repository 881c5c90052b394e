package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.TopicNames;
import io.imbridge.outbox.OutboxSettings;
import io.imbridge.outbox.OutboxState;
import io.imbridge.profiles.ProfilesState;
import io.imbridge.publish.RelayState;
import io.imbridge.publish.RelayState.Kafka;
import io.imbridge.testkit.Page;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("deprecation") // The registry that Quarkus brings.
class MetricsPageTest {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CallbackMetrics callbacks = new CallbackMetrics(registry, List.of("1400000000"));

    @TempDir
    private Path directory;

    @Test
    void every_metric_stands_with_its_labels() {
        register();

        Map<String, String> scraped = new TreeMap<>();
        SAMPLE.matcher(registry.scrape()).results().forEach(line -> scraped.put(line.group(1), labels(line)));
        Page page = Page.of("docs/operate.md");
        assertThat(page.table("Metric"))
                .as(page.where("Metric"))
                .extracting(row -> Page.code(row.get(0)), row -> row.get(1))
                .containsExactlyInAnyOrderElementsOf(scraped.entrySet().stream()
                        .map(metric -> tuple(metric.getKey(), metric.getValue()))
                        .toList());
    }

    @Test
    void every_name_is_used() {
        register();

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .filteredOn(name -> name.startsWith("bridge."))
                .containsOnlyElementsOf(names())
                .containsAll(names());
    }

    @Test
    void only_apps_of_ours_have_a_label_of_their_own() {
        callbacks.answered("1400000000", "none", null, 12, Duration.ofMillis(3));
        callbacks.answered("1400009999", "none", Refusal.APP_UNKNOWN, 0, Duration.ofMillis(3));
        callbacks.answered(null, "none", Refusal.APP_MISSING, 0, Duration.ofMillis(3));
        callbacks.deadLetterWithheld();

        assertThat(registry.scrape().replace(",}", "}"))
                .contains("bridge_callbacks_total{app=\"1400000000\",command=\"none\",outcome=\"ok\"} 1.0")
                .contains("bridge_callbacks_total{app=\"unknown\",command=\"none\",outcome=\"app-unknown\"} 1.0")
                .contains("bridge_callbacks_total{app=\"unknown\",command=\"none\",outcome=\"app-missing\"} 1.0")
                .doesNotContain("1400009999")
                .contains("bridge_refusals_total{reason=\"app-unknown\"} 1.0")
                .contains("bridge_refusals_total{reason=\"not-kept\"} 0.0")
                .contains("bridge_body_bytes_total 12.0")
                .contains("bridge_dead_letters_withheld_total 1.0")
                .contains("bridge_answer_seconds_bucket{outcome=\"ok\",le=\"0.002\"} 0.0")
                .contains("bridge_answer_seconds_bucket{outcome=\"ok\",le=\"0.005\"} 1.0");
    }

    @Test
    void the_time_until_the_outbox_is_full_is_there_only_while_it_fills_up() {
        FullWatch room = new FullWatch(outboxHealth(new AtomicLong()), registry);
        String sample = "bridge_outbox_time_until_full_seconds 2400.0";

        for (int minute = 0; minute <= 2; minute++) {
            room.note(Duration.ofMinutes(minute).toNanos(), 5_000_000, 4_000_000);
        }
        assertThat(registry.scrape()).doesNotContain("time_until_full");

        for (int minute = 10; minute <= 14; minute++) {
            room.note(Duration.ofMinutes(minute).toNanos(), 5_000_000, 5_400_000 - minute * 100_000L);
        }
        assertThat(registry.scrape()).contains(sample);

        for (int minute = 20; minute <= 22; minute++) {
            room.note(Duration.ofMinutes(minute).toNanos(), 5_000_000, 4_000_000);
        }
        assertThat(registry.scrape()).doesNotContain("time_until_full");
    }

    private void register() {
        new ResendMetrics(registry).resent(true);
        callbacks.watch(() -> 0, () -> 0, () -> 0);
        callbacks.answered("1400000000", "unknown", Refusal.NOT_KEPT, 1, Duration.ofMillis(1));
        OutboxMetrics outbox = new OutboxMetrics(registry);
        AtomicLong kept = new AtomicLong();
        OutboxHealth outboxHealth = outboxHealth(kept);
        outbox.watch(outboxHealth);
        FullWatch room = new FullWatch(outboxHealth, registry);
        room.look(0);
        kept.set(1024 * 1024);
        room.look(Duration.ofMinutes(1).toNanos());
        outbox.committed(1, Duration.ofMillis(1));
        RelayMetrics relay = new RelayMetrics(registry, Clock.systemUTC(), new TopicNames("im", Map.of()));
        relay.watch(MetricsPageTest::idle);
        relay.published("im.unknown", Instant.now());
        relay.refused("im.unknown", "record-too-large");
        relay.returned("im.unknown");
        relay.replaced();
        AccessBeans.counter(registry);
        new ConsoleMetrics(registry).watch(() -> 0);
        new VendorMetrics(registry);
        new ProfilesMetrics(registry, (app, group) -> {})
                .watch(() -> new ProfilesState(ProfilesState.Phase.RUNNING, Instant.EPOCH, "", 0, 0));
    }

    private OutboxHealth outboxHealth(AtomicLong bytes) {
        OutboxSettings settings = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(OutboxSettings.class)
                .withDefaultValue("bridge.outbox.directory", directory.toString())
                .build()
                .getConfigMapping(OutboxSettings.class);
        return new OutboxHealth(
                () -> new OutboxState(OutboxState.Mode.DISK, Instant.EPOCH, 0, bytes.get(), null, 0),
                MetricsPageTest::idle,
                settings,
                Clock.systemUTC());
    }

    private static RelayState idle() {
        return new RelayState(Kafka.IDLE, Duration.ZERO, 0, Set.of());
    }

    private static List<String> names() {
        return Arrays.stream(MetricNames.class.getDeclaredFields())
                .map(MetricsPageTest::value)
                .toList();
    }

    private static String value(Field name) {
        try {
            return (String) name.get(null);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    private static String labels(MatchResult line) {
        return LABEL.matcher(line.group(2) == null ? "" : line.group(2))
                .results()
                .map(label -> "`" + label.group(1) + "`")
                .collect(Collectors.joining(", "));
    }
}

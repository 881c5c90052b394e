package io.imbridge.ops;

import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.managementPort;
import static io.imbridge.testkit.Callbacks.post;
import static io.imbridge.testkit.Callbacks.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The metrics in alerts and the dashboard exist in a running service, and each alert says what to do. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(WatchedMetricsTest.WithProfiles.class)
class WatchedMetricsTest {
    /** Some metrics exist only if profiles are kept. */
    public static class WithProfiles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "bridge.profiles.enabled", "true",
                    "bridge.profiles.directory", "target/watched-profiles",
                    "bridge.publish.topic-prefix", "watched");
        }
    }

    private static final Path ALERTS = Path.of("deploy", "prometheus", "alerts.yaml");
    private static final Path DASHBOARD = Path.of("deploy", "grafana", "dashboards", "im-kafka-bridge.json");
    private static final String RUNBOOK = "docs/runbook.md";

    /** Metrics of Prometheus itself, and metrics that exist only while the outbox fills up. */
    private static final Set<String> ELSEWHERE = Set.of("up", "ALERTS", "bridge_outbox_time_until_full_seconds");

    /** Texts, label matchers, ranges, and the lists of labels after these words: they contain no names of metrics. */
    private static final Pattern NO_NAMES = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][\\w:]*\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)[{ ]");

    @Test
    void every_metric_of_the_alerts_is_in_a_scrape() throws IOException {
        assertThat(metrics(alerts().map(alert -> alert.get("expr").textValue())))
                .contains("bridge_outbox_oldest_seconds", "bridge_refusals_total")
                .isSubsetOf(scraped());
    }

    @Test
    void every_metric_of_the_dashboard_is_in_a_scrape() throws IOException {
        List<JsonNode> asked = GoldenCallback.JSON.readTree(DASHBOARD.toFile()).findValues("expr");

        assertThat(metrics(asked.stream().map(JsonNode::textValue)))
                .contains("bridge_answer_seconds_bucket", "jvm_memory_used_bytes")
                .isSubsetOf(scraped());
    }

    @Test
    void every_metric_of_ours_is_on_the_dashboard() throws IOException {
        String dashboard = Files.readString(DASHBOARD);

        // A histogram shows its count too, and the mode says more than whether callbacks wait for Kafka.
        assertThat(scraped().stream()
                        .filter(name -> name.startsWith("bridge_"))
                        .filter(name ->
                                !name.matches(".*_(count|sum)|bridge_outbox_(waiting_for_kafka|damaged_files)")))
                .allSatisfy(name -> assertThat(dashboard).contains(name));
    }

    @Test
    void every_alert_has_a_section_of_its_name_in_the_runbook_and_says_what_it_is() throws IOException {
        List<String> sections = Files.readString(Path.of(RUNBOOK))
                .lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        List<JsonNode> alerts = alerts().toList();

        assertThat(alerts).allSatisfy(alert -> {
            String name = alert.get("alert").textValue();
            assertThat(alert.at("/annotations/runbook_url").textValue())
                    .isEqualTo("{{ or $externalLabels.runbook \"https://im-kafka-bridge.example/" + RUNBOOK + "\" }}#"
                            + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/annotations/summary").textValue()).isNotBlank();
            assertThat(alert.at("/annotations/description").textValue()).isNotBlank();
            assertThat(alert.at("/labels/severity").textValue()).isIn("critical", "warning", "info");
        });
        assertThat(sections.stream().filter(section -> section.startsWith("ImBridge")))
                .as("%s, the headings of alerts", RUNBOOK)
                .containsExactlyElementsOf(alerts.stream()
                        .map(alert -> alert.get("alert").textValue())
                        .toList());
    }

    private static Stream<JsonNode> alerts() throws IOException {
        return StreamSupport.stream(
                new YAMLMapper().readTree(ALERTS.toFile()).at("/groups/0/rules").spliterator(), false);
    }

    private static Set<String> metrics(Stream<String> expressions) {
        return expressions
                .flatMap(expression -> NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "))
                        .results())
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name) && !ELSEWHERE.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics after Kafka has accepted a callback, because Kafka's client shows its measurements only then. */
    private static Set<String> scraped() {
        assertThat(post(query(COMMAND), "{}").statusCode()).isEqualTo(200);
        // The collector's pauses are counted only after the first one.
        System.gc();
        return await().until(
                        WatchedMetricsTest::scrape,
                        names -> names.containsAll(
                                List.of("kafka_producer_request_latency_avg", "jvm_gc_pause_seconds_sum")));
    }

    private static Set<String> scrape() {
        return SAMPLE.matcher(Http.get(managementPort(), "/q/metrics").body())
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

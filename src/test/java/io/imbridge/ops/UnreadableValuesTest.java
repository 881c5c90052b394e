package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Mistake;
import io.imbridge.outbox.OutboxSettings;
import io.imbridge.publish.PublishSettings;
import io.imbridge.receive.ReceiveSettings;
import io.imbridge.verify.VerifySettings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableValuesTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "bridge.receive.read-timeout|10 apples|must be a duration",
                "bridge.receive.read-timeout|''|must be a duration",
                "bridge.receive.read-timeout|99999999999999999999s|must be a duration",
                "bridge.receive.read-timeout|P106751991168D|must be a duration",
                "bridge.receive.max-body|1 MB|must be a size",
                "bridge.receive.max-body|9999Y|must be a size",
                "bridge.receive.max-in-flight|many|must be a whole number",
                "bridge.receive.max-in-flight|99999999999|must be a whole number",
                "bridge.receive.path|''|must not be empty",
                "bridge.outbox.enabled|ture|must be true or false",
                "bridge.outbox.directory|''|must be a path",
                "bridge.publish.replication-factor|three|must be a whole number",
                "bridge.publish.cloud-events|binray|must be binary or structured",
                "bridge.publish.topics.\"Group.X\"|''|must not be empty",
                "bridge.receive.idle-timeout|${nothing}|must be a duration",
                "quarkus.http.port|80a|must be a port",
                "quarkus.management.port|70000|must be a port",
                "quarkus.http.insecure-requests|never|must be enabled or redirect or disabled",
                "quarkus.http.proxy.allow-forwarded|ja|must be true or false",
                "quarkus.log.level|LOUD|must be a level",
                "quarkus.log.console.json.enabled|maybe|must be true or false"
            },
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false)
    void a_value_that_nobody_can_read_stops_no_mapping_and_is_told(String key, String value, String right) {
        SmallRyeConfig ofFile = configuration(Map.of(key, value), Map.of());
        SmallRyeConfig ofEnvironment = configuration(Map.of(), Map.of(Setting.variable(key), value));

        assertThat(told(ofFile))
                .singleElement()
                .asString()
                .startsWith(key + " (" + Setting.variable(key) + ") " + right)
                .endsWith(", and is '" + value + "'.");
        assertThat(told(ofEnvironment)).singleElement().asString().contains(right, ", and is '" + value + "'.");
    }

    @ParameterizedTest
    @CsvSource({
        "bridge.receive.read-timeout, 1500ms",
        "bridge.receive.read-timeout, 10",
        "bridge.receive.read-timeout, PT1M",
        "bridge.receive.max-body, 1048576",
        "bridge.receive.max-body, 2m",
        "bridge.outbox.enabled, TRUE",
        "bridge.outbox.enabled, off",
        "bridge.publish.cloud-events, STRUCTURED",
        "bridge.publish.replication-factor, ''",
        "bridge.receive.health-path, ''",
        "bridge.verify.allowed-addresses, ''",
        "bridge.verify.app-ids, '1400000000, 1400000001'",
        "bridge.verify.tokens.1400000000, '${a}'",
        "quarkus.log.level, DEBUG",
        "quarkus.http.port, 0"
    })
    void a_value_that_can_be_read_is_left_as_it_is(String key, String value) {
        SmallRyeConfig config = configuration(Map.of(key, value), Map.of());

        assertThat(told(config)).isEmpty();
        assertThat(config.getConfigValue(key).getValue()).isEqualTo(value);
    }

    @Test
    void all_of_them_are_told_and_the_default_stands_in() {
        SmallRyeConfig config = configuration(
                Map.of("bridge.receive.read-timeout", "soon", "%prod.bridge.receive.max-body", "big"),
                Map.of("BRIDGE_OUTBOX_MAX_SIZE", "huge"));

        assertThat(told(config))
                .containsExactly(
                        "bridge.outbox.max-size (BRIDGE_OUTBOX_MAX_SIZE) must be a size, such as 500K, 1M or 4G, and is"
                                + " 'huge'.",
                        "bridge.receive.max-body (BRIDGE_RECEIVE_MAX_BODY) must be a size, such as 500K, 1M or 4G, and"
                                + " is 'big'.",
                        "bridge.receive.read-timeout (BRIDGE_RECEIVE_READ_TIMEOUT) must be a duration, such as 1500ms,"
                                + " 10s or 1m, and is 'soon'.");
        assertThat(config.getConfigMapping(ReceiveSettings.class).readTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.getConfigMapping(ReceiveSettings.class).mistakes()).isEmpty();
    }

    @Test
    void a_key_that_follows_an_unreadable_one_of_ours_is_not_told_with_it() {
        SmallRyeConfig config = configuration(
                Map.of(
                        "quarkus.http.idle-timeout", "${bridge.receive.idle-timeout:75s}",
                        "bridge.receive.idle-timeout", "long"),
                Map.of());

        assertThat(told(config)).hasSize(1).allMatch(line -> line.startsWith("bridge.receive.idle-timeout "));
        assertThat(config.getValue("quarkus.http.idle-timeout", Duration.class)).isEqualTo(Duration.ofSeconds(75));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${bridge.verify.tokens.1400000000}", "${bridge.verify.tokens.1400000000}s"})
    void what_an_expression_stands_for_is_not_told(String expression) {
        SmallRyeConfig config = configuration(
                Map.of("bridge.receive.read-timeout", expression, "bridge.verify.tokens.1400000000", "qzx"), Map.of());

        assertThat(told(config)).singleElement().asString().contains(expression).doesNotContain("qzx");
    }

    private static List<String> told(SmallRyeConfig config) {
        MistakeText text = new MistakeText(config);
        List<Mistake> mistakes = UnreadableValues.in(config);
        return mistakes.stream().map(text::of).sorted().toList();
    }

    /**
     * The configuration as Quarkus makes it, with all mappings, and with the service's interceptors found in Quarkus'
     * way.
     */
    private static SmallRyeConfig configuration(Map<String, String> file, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredInterceptors()
                .addDiscoveredConverters()
                .withProfile("prod")
                .withSources(new PropertiesConfigSource(file, "file", 250), new EnvConfigSource(environment, 300))
                .withMapping(VerifySettings.class)
                .withMapping(ReceiveSettings.class)
                .withMapping(OutboxSettings.class)
                .withMapping(PublishSettings.class)
                .build();
    }
}

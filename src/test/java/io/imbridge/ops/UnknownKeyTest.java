package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class UnknownKeyTest {
    @Test
    void a_key_of_a_file_that_means_nothing_is_named_with_the_nearest() {
        assertThat(in(file(Map.of("bridge.outbox.dir", "/data", "bridge.outbox.enabled", "true"))))
                .extracting(UnknownKey::sentence)
                .containsExactly("bridge.outbox.dir of config/application.properties is no key: the nearest is"
                        + " bridge.outbox.directory (BRIDGE_OUTBOX_DIRECTORY).");
    }

    @Test
    void a_profile_does_not_hide_a_key() {
        assertThat(in(file(Map.of(
                        "%dev.bridge.outbox.dir", "a",
                        "%prod,staging.bridge.receive.maxBody", "1M",
                        "%prod.bridge.receive.max-body", "1M"))))
                .extracting(UnknownKey::name)
                .containsExactly("%dev.bridge.outbox.dir", "%prod,staging.bridge.receive.maxBody");
    }

    @Test
    void a_variable_in_a_file_is_no_key_and_its_key_is_the_nearest() {
        assertThat(in(file(Map.of("BRIDGE_OUTBOX_DIRECTORY", "/data"))))
                .singleElement()
                .satisfies(key -> assertThat(key.inEnvironment()).isFalse())
                .satisfies(key -> assertThat(key.nearest().key()).isEqualTo("bridge.outbox.directory"));
    }

    @Test
    void a_system_property_is_looked_at_as_a_file_is() {
        System.setProperty("bridge.outbox.dir", "/data");
        try {
            assertThat(in(new SysPropConfigSource()))
                    .extracting(UnknownKey::sentence)
                    .singleElement()
                    .asString()
                    .startsWith("bridge.outbox.dir of the system properties (-D) is no key");
        } finally {
            System.clearProperty("bridge.outbox.dir");
        }
    }

    @Test
    void a_variable_of_the_environment_is_named_once_as_it_is_spelled() {
        assertThat(in(environment(Map.of(
                        "BRIDGE_OUTBOX_DIR", "/data",
                        "BRIDGE_VERIFY_TOKENS", "hush",
                        "_DEV_BRIDGE_OUTBOX_DIRS", "/data",
                        "bridge.outbox.maxSize", "1G",
                        "BRIDGE_OUTBOX_MAX_SIZE", "1G",
                        "_DEV_BRIDGE_OUTBOX_MAX_SIZE", "1G",
                        "BRIDGE_VERIFY_TOKENS_1400000000", "hush",
                        "OTHER_OUTBOX_DIR", "/data"))))
                .allMatch(UnknownKey::inEnvironment)
                .extracting(UnknownKey::name)
                .containsExactly(
                        "BRIDGE_OUTBOX_DIR",
                        "BRIDGE_VERIFY_TOKENS",
                        "_DEV_BRIDGE_OUTBOX_DIRS",
                        "bridge.outbox.maxSize");
    }

    @Test
    void what_kubernetes_puts_there_for_a_service_of_that_name_is_known() {
        assertThat(in(environment(Map.of(
                        "BRIDGE_SERVICE_HOST", "10.0.0.11",
                        "BRIDGE_PORT", "tcp://10.0.0.11:8080",
                        "BRIDGE_PORT_8080_TCP_ADDR", "10.0.0.11"))))
                .isEmpty();
    }

    @Test
    void no_piece_of_what_may_be_a_token_is_told() {
        Map<String, String> given = Map.of(
                "bridge.verify.token.qzx0", "qzx1",
                "bridge.tokens.\"qzx2\"", "qzx3",
                "bridge.verify.tokens", "qzx4",
                "bridge.verify.tokens-dir", "qzx5");

        assertThat(in(file(given))).hasSize(4).allSatisfy(key -> assertThat(key.sentence())
                .doesNotContain("qzx"));
        assertThat(in(environment(Map.of("BRIDGE_VERIFY_TOKEN_QZX0", "qzx1"))))
                .extracting(UnknownKey::name)
                .containsExactly("BRIDGE_VERIFY_TOKEN…");
    }

    private static ConfigSource file(Map<String, String> properties) {
        return new PropertiesConfigSource(properties, "file:config/application.properties", 250);
    }

    private static ConfigSource environment(Map<String, String> variables) {
        return new EnvConfigSource(variables, 300);
    }

    private static List<UnknownKey> in(ConfigSource source) {
        return UnknownKey.in(new SmallRyeConfigBuilder()
                .withSources(source)
                .withProfile("prod")
                .build());
    }
}

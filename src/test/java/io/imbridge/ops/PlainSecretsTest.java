package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainSecretsTest {
    private static final String STRANGE = "a$b$$c{d}\\e${HOME}${other}${nothing}${x::y}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.verify.tokens.1400000000",
                "kafka.sasl.jaas.config",
                "kafka.ssl.keystore.password",
                "kafka.config.of.a.plugin",
                "otel.exporter.otlp.headers",
                "otel.exporter.otlp.traces.headers"
            })
    void a_secret_is_taken_as_it_stands_whatever_gives_it(String key) {
        String variable = key.replace('.', '_').toUpperCase(Locale.ROOT);
        SmallRyeConfig ofFile = configuration(Map.of(key, STRANGE), Map.of());
        SmallRyeConfig ofEnvironment = configuration(Map.of(), Map.of(variable, STRANGE));
        SmallRyeConfig ofProfile = configuration(Map.of("%prod." + key, STRANGE), Map.of());

        assertThat(ofFile.getConfigValue(key).getValue()).isEqualTo(STRANGE);
        assertThat(ofProfile.getConfigValue(key).getValue()).isEqualTo(STRANGE);
        assertThat(ofEnvironment.getConfigValue(key).getValue()).isEqualTo(STRANGE);
        assertThat(ofEnvironment.getConfigValue(variable).getValue()).isEqualTo(STRANGE);
    }

    @Test
    void all_else_may_name_another_key() {
        SmallRyeConfig configuration = configuration(
                Map.of(
                        "other", "10s",
                        "quarkus.http.idle-timeout", "${bridge.receive.idle-timeout:60s}",
                        "bridge.receive.read-timeout", "${other}",
                        "bridge.verify.tokens-directory", "${other}",
                        "otel.resource.attributes", "${other}",
                        "kafkaesque", "${other}"),
                Map.of());

        assertThat(configuration.getConfigValue("quarkus.http.idle-timeout").getValue())
                .isEqualTo("60s");
        for (String key : new String[] {
            "bridge.receive.read-timeout", "bridge.verify.tokens-directory", "otel.resource.attributes", "kafkaesque"
        }) {
            assertThat(configuration.getConfigValue(key).getValue()).as(key).isEqualTo("10s");
        }
    }

    /** The configuration as Quarkus makes it, with the service's interceptor found in Quarkus' way. */
    private static SmallRyeConfig configuration(Map<String, String> file, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredInterceptors()
                .withProfile("prod")
                .withSources(new PropertiesConfigSource(file, "file", 250), new EnvConfigSource(environment, 300))
                .build();
    }
}

package io.imbridge;

import static io.imbridge.testkit.RefusedStart.assertNoStackTrace;
import static io.imbridge.testkit.RefusedStart.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Usage;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An unusable configuration that contains secrets: the packaged service prints none of them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class RefusedStartSecretsIT {
    /** The beginning of each part of a secret here; no other output contains it. */
    private static final String PIECE = "qzx";

    static Stream<Map<String, String>> hostileTokens() {
        String tokens = "BRIDGE_VERIFY_TOKENS_";
        return Stream.of(
                Map.of(tokens + "1400000000", "qzx0${qzx1}"),
                Map.of(tokens + "1400000000", "qzx0${qzx1:${qzx2}"),
                Map.of(tokens + "1400000000", "${qzx0::qzx1}"),
                Map.of(
                        tokens + "1400000000",
                        "",
                        tokens + "1400000001",
                        "qzx0, ,qzx1",
                        tokens + "1400000009",
                        "${qzx0}"),
                Map.of(tokens + "qzx0", "qzx1", tokens + "QZX1", "1400000000", "BRIDGE_VERIFY_TOKENS", "qzx2"),
                Map.of("bridge.verify.tokens.\"qzx0\"", "qzx1", "bridge.verify.tokens.1400000000[0]", "qzx2"));
    }

    @ParameterizedTest
    @MethodSource("hostileTokens")
    void no_piece_of_a_token_is_in_what_a_start_says_that_fails(Map<String, String> hostile) {
        Map<String, String> environment = new HashMap<>(hostile);
        environment.put("BRIDGE_VERIFY_APP_IDS", "1400000000,1400000001");
        // With this mistake the service ends in any case.
        environment.put("BRIDGE_RECEIVE_MAX_IN_FLIGHT", "0");
        environment.put("QUARKUS_LOG_LEVEL", "DEBUG");

        String said = refusal(environment);

        assertThat(said).containsOnlyOnce("cannot start").containsOnlyOnce("BRIDGE_RECEIVE_MAX_IN_FLIGHT");
        assertThat(said.toLowerCase(Locale.ROOT)).doesNotContain(PIECE);
    }

    @Test
    void a_token_in_the_place_of_an_app_is_not_said_and_one_that_is_blank_is_named() {
        String said = refusal(Map.of(
                "BRIDGE_VERIFY_APP_IDS", "1400000000,1400000001",
                "BRIDGE_VERIFY_TOKENS_1400000000", "",
                "BRIDGE_VERIFY_TOKENS_1400000001", "one, ,two",
                "BRIDGE_VERIFY_TOKENS_QZX0", "1400000000"));

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .containsOnlyOnce("BRIDGE_VERIFY_TOKENS_1400000000) has a blank token")
                .containsOnlyOnce("BRIDGE_VERIFY_TOKENS_1400000001) has a blank token")
                .containsOnlyOnce("(BRIDGE_VERIFY_TOKENS_<SDKAppID>) is no SDKAppID")
                .doesNotContainIgnoringCase(PIECE);
        assertNoStackTrace(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTEL_EXPORTER_OTLP_HEADERS=qzx0", "OTEL_EXPORTER_OTLP_ENDPOINT=me:qzx0@collector:4318"})
    void what_traces_are_sent_with_is_not_said(String wrong) {
        Map<String, String> environment = new HashMap<>(
                Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"));
        environment.put(wrong.split("=", -1)[0], wrong.split("=", -1)[1]);

        String said = refusal(environment);

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .contains("  - OpenTelemetry (OTEL_*): ")
                .doesNotContain(PIECE);
        assertNoStackTrace(said);
    }
}

package io.imbridge;

import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.managementPort;
import static io.imbridge.testkit.Callbacks.port;
import static io.imbridge.testkit.Callbacks.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No broker responds, and only one callback at a time may wait. */
@QuarkusTest
@TestProfile(KafkaUnreachableTest.Unreachable.class)
class KafkaUnreachableTest {
    public static class Unreachable implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "kafka.bootstrap.servers", "127.0.0.1:1",
                    "bridge.outbox.enabled", "false",
                    "bridge.receive.answer-budget", "2s",
                    "bridge.receive.max-in-flight", "1");
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void the_service_starts_and_is_ready_all_the_same() {
        for (String check : List.of("/q/health/live", "/q/health/ready")) {
            assertThat(RestAssured.given().port(managementPort()).get(check).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void what_cannot_be_kept_is_refused_and_what_is_too_much_is_refused_at_once() {
        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 5).mapToObj(i -> post()).toList();

        List<String> outcomes = answers.stream()
                .map(CompletableFuture::join)
                .map(answer -> answer.statusCode() + " " + answer.body().replaceFirst(".*:(\\d+)}$", "$1") + " "
                        + answer.headers().firstValue("Retry-After").orElse("-") + " "
                        + answer.headers().map().keySet())
                .sorted()
                .toList();

        String tooMany = "429 10132 1 [content-length, content-type, retry-after, x-request-id]";
        String notKept = "503 10140 - [content-length, content-type, x-request-id]";
        assertThat(outcomes).containsExactly(tooMany, tooMany, tooMany, tooMany, notKept);
    }

    private CompletableFuture<HttpResponse<String>> post() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/?" + query(COMMAND)))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}

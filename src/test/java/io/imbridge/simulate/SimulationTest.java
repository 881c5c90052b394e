package io.imbridge.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.FreePorts;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How callbacks are sent, and how answers of any kind are treated. */
class SimulationTest {
    private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";
    private static final Duration NEVER = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_service_that_is_slow_is_not_asked_less_and_its_time_counts_from_when_a_callback_was_due() throws Exception {
        URI slow =
                serve(request -> vertx.setTimer(100, later -> request.response().end(OK)));

        Report report = run(new Plan(slow, 1, 100, 8, null));

        // There is one connection: the eighth callback was due after 70 ms, and was answered after 800 ms at the
        // earliest.
        assertThat(report.answers()).isEqualTo(Map.of("200 OK", 8L));
        assertThat(report.isGood()).isTrue();
        assertThat(report.microseconds().getMaxValue()).isGreaterThan(720_000);
        assertThat(report.microseconds().getMinValue()).isGreaterThan(95_000);
    }

    @Test
    void what_is_due_and_finds_no_connection_until_the_end_is_counted() throws Exception {
        URI slow =
                serve(request -> vertx.setTimer(300, later -> request.response().end(OK)));

        Report report = run(new Plan(slow, 1, 1000, Long.MAX_VALUE, Duration.ofMillis(200)));

        assertThat(report.callbacks()).isEqualTo(1);
        assertThat(report.unsent()).isEqualTo(199);
        assertThat(report.isGood()).isFalse();
        assertThat(report.lines())
                .anyMatch(line -> line.equals("       199  due and not sent: no connection was free"));
    }

    @Test
    void a_connection_is_kept_and_has_one_request_at_a_time() throws Exception {
        Set<String> peers = ConcurrentHashMap.newKeySet();
        URI service = serve(request -> {
            peers.add(request.remoteAddress().toString());
            request.response().end(OK);
        });

        Report report = run(new Plan(service, 2, 0, 50, null));

        assertThat(report.ok()).isEqualTo(50);
        assertThat(peers).hasSizeBetween(1, 2);
    }

    @Test
    void who_does_not_answer_is_given_up_as_the_vendor_does() throws Exception {
        URI silent = serve(request -> {});

        Report report = run(new Plan(silent, 3, 0, 3, null));

        assertThat(report.failures()).isEqualTo(Map.of("no answer within 2 s", 3L));
        assertThat(report.took()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    @Test
    void who_is_away_or_hangs_up_is_counted() throws Exception {
        URI unreachable = URI.create("http://localhost:" + FreePorts.next() + "/");
        URI hangsUp = serve(request -> request.connection().close());

        assertThat(run(new Plan(unreachable, 2, 0, 4, null)).failures()).isEqualTo(Map.of("no connection", 4L));
        Report closed = run(new Plan(hangsUp, 2, 0, 4, null));
        assertThat(closed.ok()).isZero();
        assertThat(closed.failures().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(4);
    }

    @Test
    void an_answer_counts_as_ok_only_with_the_whole_envelope() throws Exception {
        assertThat(answers(200, "OK")).containsExactly("200 without an envelope");
        assertThat(answers(200, "[]")).containsExactly("200 without an envelope");
        assertThat(answers(200, "{\"ActionStatus\":\"OK\"}")).containsExactly("200 null null");
        assertThat(answers(200, "{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"no\\u001b\",\"ErrorCode\":10100}"))
                .containsExactly("200 10100 no?");
        assertThat(answers(503, OK)).containsExactly("503 0 ");
    }

    @Test
    void requests_are_the_vendors() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        URI service = serve(request -> {
            seen.add(request.method() + " " + request.path() + " " + request.query() + " "
                    + request.getHeader("Content-Type"));
            request.response().end(OK);
        });

        run(new Plan(service.resolve("/im"), 1, 0, 1, null));

        assertThat(seen)
                .containsExactly("POST /im SdkAppid=7&CallbackCommand=Group.CallbackAfterCreateGroup&contenttype=json"
                        + "&ClientIP=203.0.113.41&OptPlatform=Android null");
    }

    @Test
    void a_query_is_signed_as_the_vendor_documents_it() {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1669872112), ZoneOffset.UTC);

        assertThat(new Signature("7", "xxxxyyyy", clock).sign("SdkAppid=1400000000&CallbackCommand=A.B"))
                .isEqualTo("SdkAppid=7&CallbackCommand=A.B"
                        + "&Sign=17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061"
                        + "&RequestTime=1669872112");
    }

    private Set<String> answers(int status, String body) throws InterruptedException {
        URI service = serve(request -> request.response().setStatusCode(status).end(body));
        return run(new Plan(service, 1, 0, 1, null)).answers().keySet();
    }

    private URI serve(Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return URI.create("http://localhost:" + server.actualPort() + "/");
    }

    private static Report run(Plan plan) throws InterruptedException {
        try (Simulation simulation = new Simulation(plan, Simulation.communities(2), "7", null)) {
            return simulation.run(NEVER, line -> {});
        }
    }
}

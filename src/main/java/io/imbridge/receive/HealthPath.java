package io.imbridge.receive;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A path of the public port that shows whether the service is ready. {@code GET} and {@code HEAD} are answered with 200
 * or 503. Strangers can reach it, so it shows nothing else and checks at most once a second.
 */
final class HealthPath {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final String path;
    private final Readiness readiness;
    private @Nullable Future<Boolean> look;
    private long since;

    HealthPath(String path, Readiness readiness) {
        this.path = path;
        this.readiness = readiness;
    }

    /** Answers a request if it is for this path; returns false if it is not. */
    boolean answers(Vertx vertx, HttpServerRequest request) {
        boolean asks = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        if (!asks || !path.equals(request.path())) {
            return false;
        }
        request.resume();
        look(vertx).onComplete(looked -> answer(request, looked.succeeded() && looked.result()));
        return true;
    }

    private static void answer(HttpServerRequest request, boolean ready) {
        request.response()
                .setStatusCode(ready ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(ready ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
    }

    private synchronized Future<Boolean> look(Vertx vertx) {
        Future<Boolean> present = look;
        if (present == null || (present.isComplete() && System.nanoTime() - since > FRESH.toNanos())) {
            present = vertx.executeBlocking(readiness::isReady, false);
            since = System.nanoTime();
            look = present;
        }
        return present;
    }
}

package io.imbridge.ops;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The rules for every answer of the management port: nobody gets one whom {@link ManagementAccess} refuses, no web page
 * of another origin may read one, and errors are JSON.
 */
@Singleton
final class ManagementPort {
    private static final Logger LOG = Logger.getLogger(ManagementPort.class);

    private static final String METRICS = "/q/metrics";
    private static final List<String> OPEN_METRICS = List.of(
            "application/openmetrics-text",
            "application/openmetrics-text;version=1.0.0",
            "application/openmetrics-text;version=0.0.1");

    /** Before the failure routes of Quarkus. */
    private static final int FIRST = Integer.MIN_VALUE;

    private final ManagementAccess access;

    ManagementPort(ManagementAccess access) {
        this.access = access;
    }

    void routes(@Observes ManagementInterface management) {
        Router router = management.router();
        closeToOtherOrigins(router);
        answerOpenMetrics(router);
        router.route().order(FIRST).handler(access::decide).failureHandler(ManagementPort::failed);
        router.errorHandler(404, routing -> end(routing, 404, "There is no such page."));
        router.errorHandler(405, routing -> {
            routing.response().putHeader("Allow", "GET");
            end(routing, 405, "This page is read with GET.");
        });
        router.errorHandler(400, routing -> end(routing, 400, HttpResponseStatus.BAD_REQUEST.reasonPhrase()));
    }

    /**
     * Disables the handler that admits every origin, which Quarkus installs unasked. Only the handler's class
     * identifies it, and only the route's text shows that class.
     */
    private static void closeToOtherOrigins(Router router) {
        router.getRoutes().stream()
                .filter(route -> route.toString().contains(CorsHandler.class.getSimpleName()))
                .forEach(Route::disable);
    }

    /**
     * Lets the route of the metrics also answer clients that ask only for OpenMetrics, with one version and one
     * charset. Otherwise a second route with the same path would answer 406.
     */
    private static void answerOpenMetrics(Router router) {
        router.getRoutes().stream()
                .filter(route -> METRICS.equals(route.getPath()))
                .findFirst()
                .ifPresent(route -> OPEN_METRICS.forEach(route::produces));
    }

    private static void failed(RoutingContext routing) {
        Throwable failure = routing.failure();
        int status = routing.statusCode() < 400 ? 500 : routing.statusCode();
        if (status >= 500) {
            LOG.error("Page failed", failure);
        }
        end(routing, status, HttpResponseStatus.valueOf(status).reasonPhrase());
    }

    /** Answers with an error. */
    static void end(RoutingContext routing, int status, String sentence) {
        if (routing.response().headWritten()) {
            routing.response().reset();
            return;
        }
        routing.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("error", sentence).toBuffer());
    }
}

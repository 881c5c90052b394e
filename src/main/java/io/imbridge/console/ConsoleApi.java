package io.imbridge.console;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.TreeSet;

/**
 * The resources below {@code /console/api}. Each declares its query parameters, and a request with any others is
 * refused with a sentence. A {@link Problem} that a handler throws becomes its answer.
 */
final class ConsoleApi {
    private static final String BELOW = "/console/api/";

    private final Router router;
    private final boolean writable;

    ConsoleApi(Router router, boolean writable) {
        this.router = router;
        this.writable = writable;
    }

    /**
     * Adds a resource that answers on the event loop.
     *
     * @param path below {@code /console/api/}, such as {@code dead-letters/:partition/:offset}
     * @param parameters the permitted query parameters
     */
    void get(String path, Set<String> parameters, Handler<RoutingContext> handler) {
        router.get(BELOW + path).handler(asked(parameters, handler));
    }

    /** Like {@link #get}, but on a worker thread, for answers that must wait. Several may run at the same time. */
    void blocking(String path, Set<String> parameters, Handler<RoutingContext> handler) {
        router.get(BELOW + path).blockingHandler(asked(parameters, handler), false);
    }

    /**
     * Adds a resource that accepts JSON and changes something, on a worker thread. In a read-only console it refuses
     * every request.
     */
    void write(String path, Handler<RoutingContext> handler) {
        router.post(BELOW + path).blockingHandler(asked(Set.of(), routing -> changed(routing, handler)), false);
        router.route(BELOW + path).handler(routing -> {
            routing.response().putHeader("Allow", "POST");
            Answers.problem(routing, 405, "This is asked with POST.");
        });
    }

    private void changed(RoutingContext routing, Handler<RoutingContext> handler) {
        if (!writable) {
            throw new Problem(403, "The console only reads: bridge.console.writable=true lets it send.");
        }
        String type = routing.request().getHeader("Content-Type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new Problem(415, "Send JSON, with Content-Type: application/json.");
        }
        handler.handle(routing);
    }

    private static Handler<RoutingContext> asked(Set<String> parameters, Handler<RoutingContext> handler) {
        return routing -> {
            try {
                refuseOthers(routing, parameters);
                handler.handle(routing);
            } catch (Problem problem) {
                Answers.problem(routing, problem.status(), problem.sentence());
            }
        };
    }

    private static void refuseOthers(RoutingContext routing, Set<String> parameters) {
        for (String name : routing.queryParams().names()) {
            if (!parameters.contains(name)) {
                throw Problem.badRequest(
                        parameters.isEmpty()
                                ? "This is asked without parameters."
                                : "There is a parameter that means nothing here: this is asked with "
                                        + String.join(", ", new TreeSet<>(parameters)) + ".");
            }
        }
    }
}

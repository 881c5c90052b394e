package io.imbridge.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Writes the console's answers: JSON that nothing may cache. */
final class Answers {
    private Answers() {}

    static void json(RoutingContext routing, JsonObject body) {
        json(routing, 200, body.toBuffer());
    }

    static void json(RoutingContext routing, int status, Buffer body) {
        routing.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }

    /** Answers with an error. A stream that has begun is cut. */
    static void problem(RoutingContext routing, int status, String sentence) {
        if (routing.response().headWritten()) {
            routing.response().reset();
        } else {
            json(routing, status, new JsonObject().put("error", sentence).toBuffer());
        }
    }
}

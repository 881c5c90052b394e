package io.imbridge.console;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Serves the pages to browsers: the same HTML for all of them, and its files. */
final class Pages {
    private static final List<String> SHELLS =
            List.of("/console", "/console/story", "/console/way", "/console/refusals", "/console/dead-letters");

    private final ConsoleFiles files;

    Pages(ConsoleFiles files) {
        this.files = files;
    }

    void routes(Router router) {
        SHELLS.forEach(page -> router.get(page).handler(routing -> give(routing, ConsoleFiles.SHELL)));
        router.get("/console/assets/:file").handler(routing -> give(routing, routing.pathParam("file")));
    }

    private void give(RoutingContext routing, String name) {
        ConsoleFiles.Asset file = files.find(name);
        if (file == null) {
            Answers.problem(routing, 404, "There is no such file.");
            return;
        }
        // Browsers must ask whether their copy is still current.
        HttpServerResponse response = routing.response()
                .putHeader("ETag", file.tag())
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Content-Type", file.type());
        if (file.tag().equals(routing.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.end(file.content());
        }
    }
}

package io.imbridge.console;

import io.imbridge.console.RefusalHistory.Refused;
import io.imbridge.events.CommandSet;
import io.imbridge.words.VisibleText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers {@code refusals}: the number of refusals for each reason, and the last ones. */
@Singleton
final class RefusalsResource implements ConsoleResource {
    private final ServiceView service;
    private final RefusalHistory history;

    RefusalsResource(ServiceView service, RefusalHistory history) {
        this.service = service;
        this.history = history;
    }

    @Override
    public void routes(ConsoleApi api) {
        api.get("refusals", Set.of("reason", "app", "command"), this::answer);
    }

    private void answer(RoutingContext routing) {
        JsonArray totals = new JsonArray();
        service.refusals()
                .forEach(reason -> totals.add(new JsonObject()
                        .put("reason", reason.reason())
                        .put("words", reason.words())
                        .put("count", reason.count())));
        ResourceQuery query = new ResourceQuery(routing);
        String reason = query.text("reason");
        String app = query.text("app");
        CommandSet commands = query.commands();
        JsonArray last = new JsonArray();
        history.last().stream()
                .filter(refused -> isFor(reason, refused.refusal().tag()))
                .filter(refused -> isFor(app, refused.app()))
                .filter(refused -> commands.fits(refused.command()))
                .forEach(refused -> last.add(json(refused)));
        Answers.json(routing, new JsonObject().put("totals", totals).put("last", last));
    }

    private static boolean isFor(@Nullable String asked, @Nullable String value) {
        return asked == null || asked.equals(value);
    }

    /** Unknown values are left out. */
    private static JsonObject json(Refused refused) {
        JsonObject json = new JsonObject()
                .put("time", refused.time().toString())
                .put("reason", refused.refusal().tag())
                .put("words", refused.refusal().sentence())
                .put("command", refused.command())
                .put("requestId", refused.requestId());
        if (refused.address() != null) {
            json.put("address", VisibleText.of(refused.address()));
        }
        return refused.app() == null ? json : json.put("sdkAppId", VisibleText.of(refused.app()));
    }
}

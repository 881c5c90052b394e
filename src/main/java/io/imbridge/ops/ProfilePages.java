package io.imbridge.ops;

import io.imbridge.profiles.Profiles;
import io.imbridge.profiles.Profiles.Answer;
import io.imbridge.profiles.Profiles.Elsewhere;
import io.imbridge.profiles.Profiles.Found;
import io.imbridge.profiles.Profiles.NotNow;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves the present profiles of groups and topics on the management port. */
@Singleton
final class ProfilePages {
    private static final int MOST = 1_000;
    private static final String USUAL = "100";

    private final Profiles profiles;

    ProfilePages(Profiles profiles) {
        this.profiles = profiles;
    }

    void routes(@Observes ManagementInterface management) {
        Router router = management.router();
        router.get("/profiles/group").blockingHandler(routing -> one(routing, "group", profiles::group), false);
        router.get("/profiles/topic").blockingHandler(routing -> one(routing, "topic", profiles::topic), false);
        router.get("/profiles/groups").blockingHandler(this::groups, false);
    }

    private interface Question {
        Answer ask(String app, String id);
    }

    private static void one(RoutingContext routing, String kind, Question question) {
        String app = parameter(routing, "app");
        String id = parameter(routing, "id");
        if (app == null || id == null) {
            ManagementPort.end(routing, 400, "Ask with ?app=<SDKAppID>&id=<the " + kind + "'s id>.");
            return;
        }
        Answer answer = question.ask(app, id);
        if (answer instanceof Found found) {
            found(routing, found);
        } else if (answer instanceof Elsewhere elsewhere) {
            routing.response()
                    .setStatusCode(307)
                    .putHeader(
                            "Location",
                            elsewhere.url() + "/profiles/" + kind + "?app=" + encoded(app) + "&id=" + encoded(id))
                    .end();
        } else if (answer instanceof NotNow notNow) {
            notNow(routing, notNow.sentence());
        } else {
            ManagementPort.end(routing, 404, "There is no profile of this " + kind + ".");
        }
    }

    private static void found(RoutingContext routing, Found found) {
        String tag = "\"" + found.version() + "\"";
        routing.response().putHeader("ETag", tag);
        if (found.isAllVersioned() && tag.equals(routing.request().getHeader("If-None-Match"))) {
            routing.response().setStatusCode(304).end();
        } else {
            json(routing, Buffer.buffer(found.json()));
        }
    }

    private void groups(RoutingContext routing) {
        String app = parameter(routing, "app");
        Integer limit = limit(routing);
        if (app == null || limit == null) {
            ManagementPort.end(
                    routing,
                    400,
                    "Ask with ?app=<SDKAppID>&after=<id>&limit=<1 to " + MOST + ">, of which app must be there.");
            return;
        }
        String after = routing.request().getParam("after", "");
        boolean onlyHere = "true".equals(routing.request().getParam("here"));
        Profiles.Page page = profiles.groups(app, after, limit, onlyHere);
        if (page.failure() == null) {
            json(routing, list(page.groups()));
        } else {
            notNow(routing, page.failure());
        }
    }

    private static Buffer list(List<Profiles.Entry> groups) {
        Buffer body = Buffer.buffer("{\"groups\":[");
        for (int at = 0; at < groups.size(); at++) {
            body.appendString(at == 0 ? "" : ",").appendBytes(groups.get(at).json());
        }
        return body.appendString("]}");
    }

    private static @Nullable Integer limit(RoutingContext routing) {
        String text = routing.request().getParam("limit", USUAL);
        if (!text.matches("[0-9]{1,4}")) {
            return null;
        }
        int limit = Integer.parseInt(text);
        return limit < 1 || limit > MOST ? null : limit;
    }

    private static @Nullable String parameter(RoutingContext routing, String name) {
        String value = routing.request().getParam(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static void notNow(RoutingContext routing, String sentence) {
        routing.response().putHeader("Retry-After", "1");
        ManagementPort.end(routing, 503, sentence);
    }

    private static void json(RoutingContext routing, Buffer body) {
        routing.response().putHeader("Content-Type", "application/json").end(body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package io.imbridge.ops;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.TopicNames;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the contract to consumers on the management port: the schemas of the events and the AsyncAPI document.
 *
 * <p>It opens only files whose names are in the catalogue.
 */
@Singleton
final class ContractPages {
    private static final String COMMON = "event";
    private static final String UNKNOWN = "unknown";
    private static final String ENDING = ".schema.json";

    private final JsonArray index = new JsonArray();
    private final Map<String, String> files = new LinkedHashMap<>();

    ContractPages(TopicNames topics) {
        String timeline = topics.timeline();
        add(COMMON, timeline == null ? new JsonObject() : new JsonObject().put("topic", timeline));
        for (CallbackCommand command : CommandCatalog.all()) {
            add(
                    command.topicSuffix(),
                    new JsonObject().put("command", command.name()).put("topic", topics.of(command.name())));
        }
        add("profile.groups", new JsonObject().put("topic", topics.groupProfiles()));
        add("profile.topics", new JsonObject().put("topic", topics.topicProfiles()));
        add("profile.reads", new JsonObject().put("topic", topics.profileReads()));
        add("profile.corrections", new JsonObject().put("topic", topics.profileCorrections()));
        add(UNKNOWN, new JsonObject().put("topic", topics.unknown()));
    }

    void routes(@Observes ManagementInterface management) {
        Router router = management.router();
        router.get("/schemas").handler(this::index);
        router.get("/schemas/").handler(this::index);
        router.get("/schemas/:file").blockingHandler(this::schema, false);
        router.get("/asyncapi")
                .blockingHandler(routing -> send(routing, "application/yaml", file("asyncapi.yaml")), false);
    }

    private void index(RoutingContext routing) {
        send(routing, "application/json", index.toBuffer());
    }

    private void schema(RoutingContext routing) {
        String resource = files.get(routing.pathParam("file"));
        if (resource == null) {
            ManagementPort.end(routing, 404, "There is no such schema: /schemas/ lists them.");
        } else {
            send(routing, "application/schema+json", file(resource));
        }
    }

    private void add(String name, JsonObject entry) {
        String file = name + ENDING;
        files.put(file, "schemas/" + file);
        index.add(new JsonObject()
                .put("name", name)
                .put("href", "/schemas/" + file)
                .mergeIn(entry));
    }

    private static void send(RoutingContext routing, String type, Buffer content) {
        routing.response().putHeader("Content-Type", type).end(content);
    }

    private static Buffer file(String resource) {
        try (@Nullable
                InputStream content = ContractPages.class.getClassLoader().getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException("not in the package: " + resource);
            }
            return Buffer.buffer(content.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.callback.TopicNames;
import io.imbridge.profiles.Profiles;
import io.imbridge.profiles.ProfilesState;
import io.imbridge.testkit.EventSource;
import io.imbridge.testkit.Http;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Serves the resources of events on a port of their own, without the rest of the service. */
final class ServedEvents implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final EventStreams streams = new EventStreams();
    private final EventLog log;
    private final HttpServer server;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    /** Serves the topics with a prefix on a broker. */
    ServedEvents(String bootstrapServers, String prefix) {
        Profiles profiles = new NamedGroups(names);
        KafkaReaders readers = new KafkaReaders(new TestCluster(bootstrapServers));
        log = new EventLog(readers, new KafkaQueries(readers), new TopicNames(prefix, Map.of()), profiles);
        Router router = Router.router(vertx);
        ConsoleApi api = new ConsoleApi(router, false);
        new EventResource(log, streams).routes(api);
        new StoryResource(log, streams, profiles).routes(api);
        server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(32 * 1024))
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** Gives a group a profile with a name. */
    void name(String group, String name) {
        names.put(group, name);
    }

    EventStreams streams() {
        return streams;
    }

    EventLog log() {
        return log;
    }

    int port() {
        return server.actualPort();
    }

    EventSource stream(String path) {
        return stream(path, "");
    }

    EventSource stream(String path, String lastEventId) {
        return new EventSource("http://localhost:" + port() + "/console/api/" + path, lastEventId);
    }

    JsonNode get(String path) {
        try {
            return JSON.readTree(Http.get(port(), "/console/api/" + path).body());
        } catch (IOException other) {
            throw new UncheckedIOException(other);
        }
    }

    int status(String path) {
        return Http.get(port(), "/console/api/" + path).statusCode();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public void close() {
        streams.end();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        log.stop();
    }

    private record NamedGroups(Map<String, String> names) implements Profiles {
        @Override
        public Answer group(String sdkAppId, String groupId) {
            String name = names.get(groupId);
            return name == null ? new Unknown() : new Found(("{\"name\":\"" + name + "\"}").getBytes(UTF_8), 1, true);
        }

        @Override
        public Answer topic(String sdkAppId, String topicId) {
            return new Unknown();
        }

        @Override
        public Page groups(String sdkAppId, String after, int limit, boolean onlyHere) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProfilesState state() {
            throw new UnsupportedOperationException();
        }
    }
}

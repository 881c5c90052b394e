package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/** Server-sent events as a browser receives them. It remembers the last id, and does not reconnect by itself. */
public final class EventSource implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One event. */
    public record Message(String event, String id, JsonNode data) {}

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final HttpResponse<java.io.InputStream> response;
    private volatile String lastId = "";
    private volatile boolean ended;

    /**
     * Opens a stream.
     *
     * @param lastEventId the last event that was received; empty for none
     */
    public EventSource(String url, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        if (response.statusCode() == 200) {
            Thread reader = new Thread(this::read, "event-source");
            reader.setDaemon(true);
            reader.start();
        }
    }

    public int status() {
        return response.statusCode();
    }

    /** The last id; empty if none was received. */
    public String lastId() {
        return lastId;
    }

    /** All events of a kind. */
    public List<JsonNode> all(String event) {
        return messages.stream()
                .filter(message -> message.event().equals(event))
                .map(Message::data)
                .toList();
    }

    /** All entries of all messages. */
    public List<JsonNode> entries() {
        return all("entries").stream()
                .flatMap(data -> StreamSupport.stream(data.path("entries").spliterator(), false))
                .toList();
    }

    /** The sentences of all entries. */
    public List<String> sentences() {
        return entries().stream().map(entry -> entry.path("sentence").asText()).toList();
    }

    /** Waits until there are this many entries. */
    public EventSource awaitEntries(int count) {
        await("entries in " + this).atMost(PATIENCE).until(() -> entries().size() >= count);
        return this;
    }

    /** Waits until there is an event of a kind. */
    public EventSource awaitEvent(String event) {
        await(event + " in " + this).atMost(PATIENCE).until(() -> !all(event).isEmpty());
        return this;
    }

    private void read() {
        String event = "message";
        StringBuilder data = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.isEmpty() && data.length() > 0) {
                    messages.add(new Message(event, lastId, JSON.readTree(data.toString())));
                    data.setLength(0);
                    event = "message";
                }
            }
        } catch (IOException closed) {
            // The other side is gone, or this side was closed.
        }
        ended = true;
    }

    /** Whether the stream is over. */
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public String toString() {
        return messages.toString();
    }
}

package io.imbridge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.LongAdder;

/** A page that watches the console's live log and reads everything that it is sent. */
final class Watcher implements AutoCloseable {
    private static final String ENTRY = "\"id\":\"";

    private final HttpResponse<InputStream> stream;
    private final Thread reading;
    private final LongAdder entries = new LongAdder();

    Watcher(HttpClient client, int managementPort) {
        URI address = URI.create("http://127.0.0.1:" + managementPort + "/console/api/events/stream");
        try {
            stream = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream());
        } catch (IOException none) {
            throw new IllegalStateException(none);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        if (stream.statusCode() != 200) {
            throw new IllegalStateException("The stream is answered with " + stream.statusCode());
        }
        reading = new Thread(this::read, "watcher");
        reading.setDaemon(true);
        reading.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("data: ") && event.equals("entries")) {
                    count(line);
                }
            }
        } catch (IOException closed) {
            // The page was closed.
        }
    }

    private void count(String line) {
        for (int at = line.indexOf(ENTRY); at >= 0; at = line.indexOf(ENTRY, at + 1)) {
            entries.increment();
        }
    }

    /** How many entries it has received. */
    long entries() {
        return entries.sum();
    }

    @Override
    public void close() {
        try {
            stream.body().close();
        } catch (IOException closed) {
            // The close was intended.
        }
    }
}

package io.imbridge.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests to a process on this machine, by port. */
public final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private Http() {}

    public static HttpResponse<String> get(int port, String path) {
        return send(request(port, path).GET());
    }

    /** Like the method above, with a header. */
    public static HttpResponse<String> get(int port, String path, String header, String value) {
        return send(request(port, path).header(header, value).GET());
    }

    /** Posts a callback to the usual path. */
    public static HttpResponse<String> post(int port, String query, String body) {
        return send(callback(port, query, body));
    }

    /** Like the method above, with a header. */
    public static HttpResponse<String> post(int port, String query, String body, String header, String value) {
        return send(callback(port, query, body).header(header, value));
    }

    /** Posts JSON to any path. */
    public static HttpResponse<String> postJson(int port, String path, String body) {
        return send(
                request(port, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** A request of any method, without a body. */
    public static HttpResponse<String> send(int port, String method, String path) {
        return send(request(port, path).method(method, BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder callback(int port, String query, String body) {
        return request(port, "/?" + query).POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(int port, String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + pathAndQuery))
                .timeout(PATIENCE);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}

package io.imbridge.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Receives traces over OTLP/HTTP in protobuf, and keeps their spans. */
public final class OtlpReceiver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    /** The endpoint for the configuration of exporters. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until there are this many spans with a name, and returns them. */
    public List<Span> await(int count, String name) {
        return Awaitility.await(count + " spans " + name)
                .atMost(PATIENCE)
                .until(() -> spans(name), found -> found.size() >= count);
    }

    /** The resources of all spans received so far, as text. */
    public List<String> resources() {
        return received.stream().map(of -> of.getResource().toString()).toList();
    }

    private List<Span> spans(String name) {
        return received.stream()
                .flatMap(of -> of.getScopeSpansList().stream())
                .flatMap(of -> of.getSpansList().stream())
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        received.addAll(
                ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList());
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

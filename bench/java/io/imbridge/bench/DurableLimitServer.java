package io.imbridge.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.Producer;

/**
 * The durable limit: the least that any service does that keeps a body on disk before it answers. It commits all bodies
 * that have gathered as one blob of SQLite, answers them, and hands them to a KafkaProducer as they came. It looks at nothing.
 *
 * <p>Arguments: the port, Kafka's address, and a directory.
 */
final class DurableLimitServer extends AbstractVerticle {
    private final int port;
    private final DurableLimitLog log;

    private DurableLimitServer(int port, DurableLimitLog log) {
        this.port = port;
        this.log = log;
    }

    public static void main(String[] arguments) throws IOException {
        Logger.getLogger("").setLevel(Level.WARNING);
        int port = Integer.parseInt(arguments[0]);
        Producer<byte[], byte[]> producer = LimitServer.producer(arguments[1]);
        DurableLimitLog log = new DurableLimitLog(Path.of(arguments[2]), producer);
        log.start();
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx.vertx()
                .deployVerticle(() -> new DurableLimitServer(port, log), new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Override
    public void start() {
        vertx.createHttpServer().requestHandler(this::take).listen(port, "127.0.0.1");
    }

    private void take(HttpServerRequest request) {
        Context context = vertx.getOrCreateContext();
        request.body()
                .onSuccess(body -> log.append(
                        new DurableLimitLog.Append(body.getBytes(), context, () -> LimitServer.answer(request))));
    }
}

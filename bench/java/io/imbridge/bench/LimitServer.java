package io.imbridge.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The limit: accepts a body, passes it to a KafkaProducer unchanged, and answers when Kafka acknowledges it. It checks
 * nothing and keeps nothing.
 *
 * <p>Arguments: the port, and Kafka's address; without an address it answers at once.
 */
final class LimitServer extends AbstractVerticle {
    static final String TOPIC = "bench.limit";

    private static final Buffer OK = Buffer.buffer("{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}");

    private final int port;
    private final Producer<byte[], byte[]> producer;

    private LimitServer(int port, Producer<byte[], byte[]> producer) {
        this.port = port;
        this.producer = producer;
    }

    public static void main(String[] arguments) {
        // Without this configuration Kafka's client would write many lines that nobody reads.
        Logger.getLogger("").setLevel(Level.WARNING);
        int port = Integer.parseInt(arguments[0]);
        Producer<byte[], byte[]> producer = arguments.length > 1 ? producer(arguments[1]) : null;
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx.vertx()
                .deployVerticle(() -> new LimitServer(port, producer), new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static Producer<byte[], byte[]> producer(String kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void start() {
        vertx.createHttpServer().requestHandler(this::take).listen(port, "127.0.0.1");
    }

    private void take(HttpServerRequest request) {
        Context context = vertx.getOrCreateContext();
        request.body().onSuccess(body -> {
            if (producer == null) {
                answer(request);
            } else {
                producer.send(
                        new ProducerRecord<>(TOPIC, body.getBytes()),
                        (kept, failure) -> context.runOnContext(back -> {
                            if (failure == null) {
                                answer(request);
                            } else {
                                request.response().setStatusCode(503).end();
                            }
                        }));
            }
        });
    }

    /** Answers OK, as the vendor wants it. */
    static void answer(HttpServerRequest request) {
        request.response().putHeader("Content-Type", "application/json").end(OK);
    }
}

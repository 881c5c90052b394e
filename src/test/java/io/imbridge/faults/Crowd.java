package io.imbridge.faults;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Many callers at once. Each has a connection of its own, and sends its next request as soon as it has an answer. */
final class Crowd implements AutoCloseable {
    /** A callback to send: query and body. */
    record Callback(String query, String body) {}

    private static final int PATIENCE_MINUTES = 3;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final int port;
    private final int connections;
    private final Set<Integer> ok = ConcurrentHashMap.newKeySet();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder withoutRetryAfter = new LongAdder();
    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

    Crowd(int port, int connections) {
        this.port = port;
        this.connections = connections;
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(60_000)
                        .setIdleTimeout(60)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    /** Sends callbacks, numbered from {@code first}, and returns when all are answered. */
    void send(int first, int count, IntFunction<Callback> callbacks) {
        AtomicInteger next = new AtomicInteger(first);
        CountDownLatch left = new CountDownLatch(count);
        // Run on the event loop; on another thread an answer could be complete before anybody asks for its body.
        vertx.runOnContext(now -> {
            for (int i = 0; i < connections; i++) {
                one(next, first + count, left, callbacks);
            }
        });
        try {
            if (!left.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        left.getCount() + " of " + count + " have no answer, others: " + answers);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void one(AtomicInteger next, int end, CountDownLatch left, IntFunction<Callback> callbacks) {
        int number = next.getAndIncrement();
        if (number >= end) {
            return;
        }
        Callback callback = callbacks.apply(number);
        long start = System.nanoTime();
        client.request(HttpMethod.POST, port, "127.0.0.1", "/?" + callback.query())
                .compose(request -> request.send(Buffer.buffer(callback.body())))
                .compose(response -> response.body().map(body -> response))
                .onComplete(answered -> {
                    times.add(System.nanoTime() - start);
                    note(number, answered.succeeded() ? answered.result() : null);
                    left.countDown();
                    one(next, end, left, callbacks);
                });
    }

    private void note(int number, HttpClientResponse response) {
        int status = response == null ? 0 : response.statusCode();
        answers.computeIfAbsent(status, unseen -> new LongAdder()).increment();
        if (status == 200) {
            ok.add(number);
        } else if (status == 429 && !"1".equals(response.getHeader("Retry-After"))) {
            withoutRetryAfter.increment();
        }
    }

    /** The numbers of the callbacks that were answered OK. */
    Set<Integer> ok() {
        return ok;
    }

    /** The number of answers by status; 0 means no answer. */
    Map<Integer, Long> answers() {
        Map<Integer, Long> counts = new TreeMap<>();
        answers.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    /** A percentile of the time to the answer. */
    Duration time(double percentile) {
        return Percentiles.of(times, percentile);
    }

    /** Some percentiles in text form. */
    String times() {
        return "p50 " + time(0.5).toNanos() / 1000 + " µs, p99 " + time(0.99).toNanos() / 1000 + " µs";
    }

    /** The number of answers with status 429 that do not say when to try again. */
    long withoutRetryAfter() {
        return withoutRetryAfter.sum();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

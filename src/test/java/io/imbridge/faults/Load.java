package io.imbridge.faults;

import io.imbridge.faults.Oracle.Sent;
import io.imbridge.testkit.Callbacks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Sends numbered callbacks over many connections, each with keys of its own, until it is stopped. */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int KEYS_EACH = 4;

    private final Oracle oracle;
    private final URI target;
    private final String name;
    private final long pauseNanos;
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * Starts to send callbacks.
     *
     * @param command the command of the callbacks: one of a group's profile commands
     * @param name the prefix of its keys
     * @param perSecond the largest total number of callbacks a second
     */
    Load(Oracle oracle, int port, String command, String name, int connections, int perSecond) {
        this.oracle = oracle;
        this.target = URI.create("http://127.0.0.1:" + port + "/?" + Callbacks.query(command));
        this.name = name;
        this.pauseNanos = 1_000_000_000L * connections / perSecond;
        for (int i = 0; i < connections; i++) {
            int connection = i;
            threads.add(new Thread(() -> run(connection), "load-" + i));
        }
        threads.forEach(Thread::start);
    }

    private void run(int connection) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        int number = 0;
        long next = System.nanoTime();
        while (!stopped) {
            String key = name + "-" + connection + "-" + number % KEYS_EACH;
            send(client, new Sent(key, number++));
            next += pauseNanos;
            long left = next - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            } else {
                next = System.nanoTime();
            }
        }
    }

    private void send(HttpClient client, Sent callback) {
        String body = "{\"GroupId\":\"" + callback.key() + "\",\"Type\":\"Public\",\"Name\":\"" + callback.number()
                + "\",\"Notification\":\"" + "n".repeat(200) + "\"}";
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        oracle.sending(callback);
        long start = System.nanoTime();
        int status = 0;
        try {
            status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException gone) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        } catch (InterruptedException stop) {
            stopped = true;
        }
        oracle.answered(callback, status);
        latencies.add(System.nanoTime() - start);
    }

    /** A percentile of the time to the answer. */
    Duration latency(double percentile) {
        return Percentiles.of(latencies, percentile);
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE.toMillis() * 2);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

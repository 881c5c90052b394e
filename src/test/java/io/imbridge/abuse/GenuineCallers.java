package io.imbridge.abuse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers who prove a token and do as they should, each on a connection of its own, so many that each of the service's
 * event loops has one. The last sends large callbacks.
 */
final class GenuineCallers implements AutoCloseable {
    private static final int COUNT = 9;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String USUAL = Requests.BODY;
    private static final String LARGE =
            "{\"GroupId\":\"large\",\"MemberList\":[" + "{\"Member_Account\":\"leckie\"},".repeat(3000) + "{}]}";

    private final int port;
    private final Traffic traffic = new Traffic();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong slowest = new AtomicLong();
    private volatile boolean stopped;

    GenuineCallers(int port) {
        this.port = port;
        for (int i = 0; i < COUNT; i++) {
            String body = i == COUNT - 1 ? LARGE : USUAL;
            Thread thread = new Thread(() -> call(body), "genuine-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void call(String body) {
        while (!stopped) {
            try (Connection connection = new Connection(port, traffic)) {
                while (!stopped) {
                    callOnce(connection, body);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (IOException unable) {
                // No answer: the connection was cut, or could not be made.
                traffic.answered(0);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void callOnce(Connection connection, String body) throws IOException {
        String request = Requests.signed(body);
        long start = System.nanoTime();
        try {
            connection.send(request);
            connection.status();
        } finally {
            slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
    }

    /** How long the slowest has waited for its answer. */
    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /** How many answers of each status there were; 0 stands for none. */
    Map<Integer, Long> answers() {
        return traffic.answers();
    }

    /** Returns when all have their last answer. */
    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package io.imbridge.abuse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Correct callers with valid tokens, each on a connection of its own. There are enough of them for each event loop of
 * the service. The last one sends large callbacks.
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
                // There was no answer: the connection was cut, or could not be made.
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

    /** The longest time that a caller waited for an answer. */
    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /** The number of answers by status; 0 means no answer. */
    Map<Integer, Long> answers() {
        return traffic.answers();
    }

    /** Returns when all callers have their last answer. */
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

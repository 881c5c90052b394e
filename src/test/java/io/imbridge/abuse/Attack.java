package io.imbridge.abuse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** An attack that is under way: its threads, its connections, and its end. */
final class Attack implements AutoCloseable {
    /** An action on a connection. */
    interface OnConnection {
        void act(Connection connection) throws IOException;
    }

    /** The largest number of repetitions, of requests, blocks or connections. */
    static final int MOST_ROUNDS = 1_000_000;

    private static final int PATIENCE_SECONDS = 20;
    private static final Duration PAUSE_WHEN_CUT = Duration.ofMillis(1);
    private static final Duration LOOK = Duration.ofMillis(2);

    private final int port;
    private final AttackMethod method;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong rounds = new AtomicLong();
    private final Traffic traffic = new Traffic();
    private final CompletableFuture<Void> deed;
    private volatile boolean over;

    /** Begins the attack. */
    Attack(int port, AttackMethod method) {
        this.port = port;
        this.method = method;
        this.deed = CompletableFuture.runAsync(() -> attempt(), threads);
    }

    private void attempt() {
        try {
            method.deed().by(this);
        } catch (IOException cut) {
            // The service may cut any connection.
        }
    }

    /** Whether another repetition is permitted. */
    boolean goesOn() {
        return goesOn(MOST_ROUNDS);
    }

    /** Like the method above, with a lower maximum of repetitions. */
    boolean goesOn(int mostRounds) {
        return !over && rounds.incrementAndGet() <= mostRounds;
    }

    /** Waits, but not longer than the attack. */
    void pause(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        while (!over && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    Connection connect() throws IOException {
        Connection connection = new Connection(port, traffic);
        open.removeIf(Connection::isClosed);
        open.add(connection);
        if (over) {
            connection.reset();
        }
        return connection;
    }

    /** Repeats an action, each time on a new connection, until the attack is over. */
    void again(OnConnection something) {
        again(MOST_ROUNDS, something);
    }

    /** Like the method above, on several connections at once and with a maximum of repetitions. */
    void again(int connections, int mostRounds, OnConnection something) {
        atOnce(connections, () -> again(mostRounds, something));
    }

    private void again(int mostRounds, OnConnection something) {
        while (goesOn(mostRounds)) {
            try (Connection connection = connect()) {
                something.act(connection);
            } catch (IOException cut) {
                pause(PAUSE_WHEN_CUT);
            }
        }
    }

    /** Runs an action in several threads at once; fails if one of them fails. */
    void atOnce(int count, Runnable something) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(CompletableFuture.runAsync(something, threads));
        }
        for (CompletableFuture<Void> one : all) {
            one.join();
        }
    }

    /** Runs another action at the same time, at most until the attack is over. */
    void beside(Runnable something) {
        threads.execute(something);
    }

    /** Whether nothing is left to do. */
    boolean isDone() {
        return deed.isDone();
    }

    /** Whether the attack was large and long enough to show anything. */
    boolean didEnough(long secondsSpent) {
        return secondsSpent >= method.leastSeconds() && traffic.megabytes() >= method.leastMegabytes();
    }

    boolean isOver() {
        return over;
    }

    Traffic traffic() {
        return traffic;
    }

    /**
     * Ends the attack: actions that wait on a connection stop.
     *
     * @throws AssertionError when an action failed with it
     */
    void end() {
        over = true;
        open.forEach(Connection::reset);
        try {
            deed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof AssertionError defect ? defect : new AssertionError(failed.getCause());
        }
    }

    @Override
    public void close() {
        over = true;
        open.forEach(Connection::reset);
        threads.shutdownNow();
    }
}

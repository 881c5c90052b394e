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

/** One attack under way: its threads and connections, and when it has to end. */
final class Attack implements AutoCloseable {
    /** What is done on a connection. */
    interface OnConnection {
        void act(Connection connection) throws IOException;
    }

    /** Of requests, blocks, connections: of whatever is repeated. */
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

    /** Begins it. */
    Attack(int port, AttackMethod method) {
        this.port = port;
        this.method = method;
        this.deed = CompletableFuture.runAsync(() -> attempt(), threads);
    }

    private void attempt() {
        try {
            method.deed().by(this);
        } catch (IOException cut) {
            // The service may cut off whom it likes.
        }
    }

    /** Whether there may be one more round of whatever is repeated. */
    boolean goesOn() {
        return goesOn(MOST_ROUNDS);
    }

    /** As the other one, for what may not be repeated as often. */
    boolean goesOn(int mostRounds) {
        return !over && rounds.incrementAndGet() <= mostRounds;
    }

    /** Waits, but not beyond the end. */
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

    /** Does something on one connection after the other, until the attack is over. */
    void again(OnConnection something) {
        again(MOST_ROUNDS, something);
    }

    /** As the other one, on so many connections at once, and for what may not be repeated as often. */
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

    /** Does something in several threads at once; fails as the first of them. */
    void atOnce(int count, Runnable something) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(CompletableFuture.runAsync(something, threads));
        }
        for (CompletableFuture<Void> one : all) {
            one.join();
        }
    }

    /** Does something beside what is done, until the attack is over at the latest. */
    void beside(Runnable something) {
        threads.execute(something);
    }

    /** Whether there is nothing left to do. */
    boolean isDone() {
        return deed.isDone();
    }

    /** Whether less would not have shown less. */
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
     * Ends it: what still waits on a connection stops to.
     *
     * @throws AssertionError as what was done failed
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

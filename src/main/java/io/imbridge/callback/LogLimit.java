package io.imbridge.callback;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits how many log lines of one kind are written in a period, so nobody can flood the log. Safe for many threads.
 */
public final class LogLimit {
    private static final int LINES = 10;
    private static final Duration WHILE = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private long start;
    private int passed;
    private long withheld;

    public LogLimit() {
        this(System::nanoTime);
    }

    LogLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** How many lines were withheld since the last line that was written; negative when this line is withheld too. */
    public synchronized long pass() {
        long now = nanoTime.getAsLong();
        if (now - start >= WHILE.toNanos()) {
            start = now;
            passed = 0;
        }
        if (passed == LINES) {
            withheld++;
            return -1;
        }
        passed++;
        long before = withheld;
        withheld = 0;
        return before;
    }
}

package io.imbridge.console;

import io.imbridge.callback.Refusal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The last {@link #KEPT} refusals. Of a flood it keeps {@link #A_SECOND} a second for each reason: so a flood costs little,
 * and what is rare is not washed away at once. Safe for many threads.
 */
@Singleton
public final class RefusalHistory {
    static final int KEPT = 500;
    static final int A_SECOND = 10;

    /** Longer than any that is genuine. */
    private static final int LONGEST = 64;

    /** The lower bits of a window have how many were kept in the second that the upper ones say. */
    private static final int COUNT_BITS = 8;

    /**
     * A refusal.
     *
     * @param address null where it is not known
     * @param app null where none was given
     */
    record Refused(
            Instant time,
            Refusal refusal,
            @Nullable String address,
            String command,
            @Nullable String app,
            String requestId) {}

    private final Clock clock;
    private final @Nullable Refused[] ring = new Refused[KEPT];
    private final Map<Refusal, AtomicLong> windows = new EnumMap<>(Refusal.class);
    private int next;

    @Inject
    RefusalHistory(Clock clock) {
        this.clock = clock;
        for (Refusal refusal : Refusal.values()) {
            windows.put(refusal, new AtomicLong());
        }
    }

    /** Keeps one, unless there were enough of its kind in this second. What is longer than any genuine app is cut. */
    public void add(Refusal refusal, @Nullable String address, String command, @Nullable String app, String requestId) {
        long now = clock.millis();
        if (take(Objects.requireNonNull(windows.get(refusal)), now / 1000)) {
            put(new Refused(
                    Instant.ofEpochMilli(now),
                    refusal,
                    address,
                    command,
                    app == null || app.length() <= LONGEST ? app : app.substring(0, LONGEST),
                    requestId));
        }
    }

    /** Counts one more in this second, and says whether it is among the first. */
    private static boolean take(AtomicLong window, long second) {
        long seen = window.get();
        boolean isSame = seen >>> COUNT_BITS == second;
        if (isSame && (seen & (1 << COUNT_BITS) - 1) >= A_SECOND) {
            return false;
        }
        long counted = isSame ? seen + 1 : (second << COUNT_BITS) + 1;
        // Who loses to another thread is one of many at this moment.
        return window.compareAndSet(seen, counted);
    }

    private synchronized void put(Refused refused) {
        ring[next] = refused;
        next = (next + 1) % KEPT;
    }

    /** The newest first. */
    synchronized List<Refused> last() {
        List<Refused> newest = new ArrayList<>();
        for (int at = 1; at <= KEPT; at++) {
            Refused refused = ring[Math.floorMod(next - at, KEPT)];
            if (refused != null) {
                newest.add(refused);
            }
        }
        return newest;
    }
}

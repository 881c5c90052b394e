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
 * The last {@link #KEPT} refusals. During a flood it keeps {@link #A_SECOND} a second for each reason. So a flood costs
 * little and does not push out rare refusals at once. Safe for many threads.
 */
@Singleton
public final class RefusalHistory {
    static final int KEPT = 500;
    static final int A_SECOND = 10;

    /** Longer than any genuine app's id. */
    private static final int LONGEST = 64;

    /** The lower bits of a window count the refusals that were kept in the second that the upper bits contain. */
    private static final int COUNT_BITS = 8;

    /**
     * A refusal.
     *
     * @param address null if it is unknown
     * @param app null if none was given
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

    /**
     * Keeps a refusal, unless enough with its reason were kept in this second. An app's id that is longer than any
     * genuine one is cut.
     */
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

    /** Counts one more refusal in this second, and returns whether to keep it. */
    private static boolean take(AtomicLong window, long second) {
        long seen = window.get();
        boolean isSame = seen >>> COUNT_BITS == second;
        if (isSame && (seen & (1 << COUNT_BITS) - 1) >= A_SECOND) {
            return false;
        }
        long counted = isSame ? seen + 1 : (second << COUNT_BITS) + 1;
        // If another thread was faster, there are many refusals at this moment and this one may be dropped.
        return window.compareAndSet(seen, counted);
    }

    private synchronized void put(Refused refused) {
        ring[next] = refused;
        next = (next + 1) % KEPT;
    }

    /** The kept refusals, the newest first. */
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

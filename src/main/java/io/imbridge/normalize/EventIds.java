package io.imbridge.normalize;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes event ids, as UUIDs of version 8 (RFC 9562).
 *
 * <p>The id of an arrival is unique: one half is drawn at random once for each instance, the other half counts. Safe
 * for many threads.
 */
public final class EventIds {
    private final long instance;
    private final AtomicLong arrivals;

    /** Draws this instance's half. {@code random} must be secure enough that no two instances draw the same half. */
    public EventIds(RandomGenerator random) {
        instance = random.nextLong();
        arrivals = new AtomicLong(random.nextLong());
    }

    UUID nextArrival() {
        return version8(instance, arrivals.getAndIncrement());
    }

    /** The id that is made from a hash. Equal hashes give equal ids. */
    static UUID ofHash(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return version8(bytes.getLong(), bytes.getLong());
    }

    private static UUID version8(long high, long low) {
        return new UUID((high & ~0xF000L) | 0x8000L, (low & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L);
    }
}

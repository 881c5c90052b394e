package io.imbridge.outbox;

/** What all shelves have at hand together, in bytes: many topics must not take what few may. Guarded by the outbox's lock. */
final class Hand {
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private long bytes;

    boolean hasRoom(long more) {
        return bytes + more <= MAX_BYTES;
    }

    void grow(long more) {
        bytes += more;
    }
}

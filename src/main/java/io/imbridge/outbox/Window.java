package io.imbridge.outbox;

import java.util.List;

/**
 * Counts the records on their way to Kafka, and bounds them: what is published twice at most after a crash, and what
 * the way takes of memory. Guarded by the outbox's lock.
 */
final class Window {
    /** The stated bound on duplicates. */
    static final int MAX_RECORDS = 10_000;

    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private int records;
    private long bytes;

    /**
     * How many records may be handed out now.
     *
     * @param delivered how many records Kafka has that a crash would bring back
     */
    int room(int delivered) {
        return bytes < MAX_BYTES ? Math.max(0, MAX_RECORDS - records - delivered) : 0;
    }

    List<KeptRecord> add(List<KeptRecord> handedOut) {
        handedOut.forEach(kept -> {
            records++;
            bytes += kept.record().size();
        });
        return handedOut;
    }

    void remove(KeptRecord kept) {
        records--;
        bytes -= kept.record().size();
    }
}

package io.imbridge.publish;

import io.imbridge.callback.Invariant;

/**
 * The room for records in flight to Kafka. A part of it is reserved for each topic. Of the shared rest, a topic may use
 * as much as is still free.
 *
 * <p>So a topic alone may use half of the shared part, and topics that are stuck get less the more they are, and no
 * topic uses what is reserved for another. Used by the relay's thread only.
 */
final class InFlightWindow {
    /**
     * The reserved part of each topic. There are a few more topics than commands; all their parts together are no more
     * than what the outbox hands out.
     */
    private static final int RESERVED_RECORDS = 100;

    private static final long RESERVED_BYTES = 64 * 1024;

    private static final int SHARED_RECORDS = 3600;
    private static final long SHARED_BYTES = 4L * 1024 * 1024;

    /**
     * Below this limit, a topic with nothing in flight may send a record of any size, even when the reserved and the
     * shared room are used up. The limit bounds the memory.
     */
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private int records;
    private long bytes;
    private int sharedRecords;
    private long sharedBytes;

    /** How many records are in flight. */
    int records() {
        return records;
    }

    /** The part that one topic uses. */
    final class Share {
        private int records;
        private long bytes;

        /** How many records of the topic are in flight. */
        int records() {
            return records;
        }

        /** A record with this many bytes is in flight. */
        void add(long size) {
            change(1, size);
        }

        /** A record with this many bytes is no longer in flight. */
        void remove(long size) {
            Invariant.holds(records > 0 && bytes >= size, "no such record is on its way");
            change(-1, -size);
        }

        private void change(int moreRecords, long moreBytes) {
            sharedRecords -= Math.max(0, records - RESERVED_RECORDS);
            sharedBytes -= Math.max(0, bytes - RESERVED_BYTES);
            records += moreRecords;
            bytes += moreBytes;
            sharedRecords += Math.max(0, records - RESERVED_RECORDS);
            sharedBytes += Math.max(0, bytes - RESERVED_BYTES);
            InFlightWindow.this.records += moreRecords;
            InFlightWindow.this.bytes += moreBytes;
        }

        /** How many more records of the topic may be sent. */
        int room() {
            if (bytes >= RESERVED_BYTES && bytes - RESERVED_BYTES >= SHARED_BYTES - sharedBytes) {
                return 0;
            }
            int reserved = Math.max(0, RESERVED_RECORDS - records);
            int shared = SHARED_RECORDS - sharedRecords - Math.max(0, records - RESERVED_RECORDS);
            boolean isFull = InFlightWindow.this.bytes >= MAX_BYTES;
            return isFull ? 0 : reserved + Math.max(0, (shared + 1) / 2);
        }
    }
}

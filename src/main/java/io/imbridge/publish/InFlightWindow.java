package io.imbridge.publish;

import io.imbridge.callback.Invariant;

/**
 * The room for records on their way to Kafka. A part of it is reserved for each topic; of the rest, a topic may use as
 * much as is free.
 *
 * <p>So a topic alone may use half of what is shared, topics that stand still get less the more they are, and none takes
 * what is reserved for another. Used by the relay's thread only.
 */
final class InFlightWindow {
    /** For each topic, and there are as many topics as commands, and some: together no more than the outbox hands out. */
    private static final int RESERVED_RECORDS = 100;

    private static final long RESERVED_BYTES = 64 * 1024;

    private static final int SHARED_RECORDS = 3600;
    private static final long SHARED_BYTES = 4L * 1024 * 1024;

    /** Beyond all this, a topic that has nothing on its way may send a record of any size. Memory ends here. */
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private int records;
    private long bytes;
    private int sharedRecords;
    private long sharedBytes;

    /** How many records are on their way. */
    int records() {
        return records;
    }

    /** What one topic has of it. */
    final class Share {
        private int records;
        private long bytes;

        /** How many records the topic has on their way. */
        int records() {
            return records;
        }

        /** A record of so many bytes is on its way. */
        void add(long size) {
            change(1, size);
        }

        /** Such a record is on its way no more. */
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

        /** How many more records may be sent. */
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

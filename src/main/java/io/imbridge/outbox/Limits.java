package io.imbridge.outbox;

/**
 * The limits of an outbox's memory.
 *
 * @param records the number of records in batches that are in the file and in memory, or were in memory and are not
 *     deleted yet: the records that may be read again after a crash
 * @param readRecords as {@code records}; from this number on nothing more is read from the file
 * @param bytes as {@code records}, in bytes
 * @param readBytes as {@code readRecords}, in bytes
 * @param batchRecords how many records one batch has
 * @param batchBytes how many bytes one batch has, unless it is a single record
 * @param page how many parked records of a topic are in memory, ready to be handed out
 */
record Limits(int records, int readRecords, long bytes, long readBytes, int batchRecords, long batchBytes, int page) {
    private static final long MEBI = 1024 * 1024;

    /** The limits of the service. Records that are read from the file leave room for new records. */
    static final Limits USUAL = new Limits(10_000, 7_000, 16 * MEBI, 12 * MEBI, 1_000, MEBI, 200);
}

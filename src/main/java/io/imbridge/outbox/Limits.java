package io.imbridge.outbox;

/**
 * How much an outbox has in memory at most.
 *
 * @param records of batches that are in the file and in memory, or were and are not deleted: what a crash may bring back
 * @param readRecords as {@code records}, where nothing more is read from the file
 * @param bytes as {@code records}, in bytes
 * @param readBytes as {@code readRecords}, in bytes
 * @param batchRecords how many records one batch has
 * @param batchBytes how many bytes one batch has, unless it is a single record
 * @param page how many parked records of a topic are in memory, ready to be handed out
 */
record Limits(int records, int readRecords, long bytes, long readBytes, int batchRecords, long batchBytes, int page) {
    private static final long MEBI = 1024 * 1024;

    /** Those of the service. What is read from the file leaves room for what is fresh. */
    static final Limits USUAL = new Limits(10_000, 7_000, 16 * MEBI, 12 * MEBI, 1_000, MEBI, 200);
}

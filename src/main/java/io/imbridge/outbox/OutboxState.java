package io.imbridge.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an outbox is at one moment.
 *
 * @param mode where records are kept
 * @param since since when
 * @param rows how many records are kept and not delivered
 * @param bytes how much the file takes on disk
 * @param oldest when the oldest of them arrived, null when there is none or it cannot be told
 * @param damagedFiles how many damaged files were set aside since the start
 */
public record OutboxState(
        Mode mode,
        Instant since,
        long rows,
        long bytes,
        @Nullable Instant oldest,
        int damagedFiles) {
    /** Where records are kept. */
    public enum Mode {
        /** On disk: they are safe at once. */
        DISK,
        /** Nowhere: their callbacks wait until Kafka has them. */
        WAITING_FOR_KAFKA
    }
}

package io.imbridge.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of an outbox at one moment.
 *
 * @param mode where records are kept
 * @param since since when it has had this mode
 * @param rows how many records are kept and not delivered
 * @param bytes the size of the file on disk
 * @param oldest when the oldest of these records arrived; null when there is none or it is not known
 * @param damagedFiles how many damaged files were quarantined since the start
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
        /** On disk: records are safe at once. */
        DISK,
        /** Nowhere: callbacks wait until Kafka has their records. */
        WAITING_FOR_KAFKA
    }
}

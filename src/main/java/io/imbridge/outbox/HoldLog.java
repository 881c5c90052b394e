package io.imbridge.outbox;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs where callbacks are kept. Each reason is logged once per period in which callbacks wait for Kafka. Guarded by
 * the outbox's lock.
 */
final class HoldLog {
    private static final Logger LOG = Logger.getLogger(HoldLog.class);

    private final Set<HoldReason> told = EnumSet.noneOf(HoldReason.class);
    private boolean cannotRead;

    /** Callbacks wait for Kafka. A stack trace is logged only if the failure is a defect of the service. */
    void holds(HoldReason reason, @Nullable Throwable failure) {
        if (told.add(reason)) {
            String cause = cause(failure);
            Throwable defect = failure instanceof IOException ? null : failure;
            LOG.errorf(
                    defect,
                    "Callbacks wait for Kafka because the outbox cannot keep them reason=%s cause=\"%s\" advice=\"%s\"",
                    reason.word(),
                    cause,
                    reason.advice(cause));
        }
    }

    /** The records on disk cannot be read now. This is logged once, until they can be read again. */
    void cannotRead(Throwable failure) {
        if (!cannotRead) {
            cannotRead = true;
            Throwable defect = failure instanceof IOException ? null : failure;
            LOG.errorf(defect, "Outbox cannot be read and its records wait cause=\"%s\"", cause(failure));
        }
    }

    /** The records on disk were read. */
    void reads() {
        if (cannotRead) {
            cannotRead = false;
            LOG.info("Outbox can be read again");
        }
    }

    private static String cause(@Nullable Throwable failure) {
        if (failure == null) {
            return "no answer";
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).replaceAll("\\s+", " ");
    }

    /** Callbacks are kept on disk. */
    void keeps(long records) {
        told.clear();
        LOG.infof("Outbox keeps callbacks on disk records=%d", records);
    }
}

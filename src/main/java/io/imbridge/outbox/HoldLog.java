package io.imbridge.outbox;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says in the log where callbacks are kept, each reason once a time of holding. Guarded by the outbox's lock. */
final class HoldLog {
    private static final Logger LOG = Logger.getLogger(HoldLog.class);

    private final Set<HoldReason> told = EnumSet.noneOf(HoldReason.class);
    private boolean cannotRead;

    /** They are held for Kafka. Where that comes from is shown only if it is a defect of ours. */
    void holds(HoldReason reason, @Nullable Throwable failure) {
        if (told.add(reason)) {
            String cause = cause(failure);
            Throwable defect = failure instanceof IOException ? null : failure;
            LOG.errorf(
                    defect,
                    "Callbacks wait for Kafka, the outbox cannot keep them reason=%s cause=\"%s\" advice=\"%s\"",
                    reason.word(),
                    cause,
                    reason.advice(cause));
        }
    }

    /** What is on disk cannot be read now: told once, until it can. */
    void cannotRead(Throwable failure) {
        if (!cannotRead) {
            cannotRead = true;
            Throwable defect = failure instanceof IOException ? null : failure;
            LOG.errorf(defect, "Outbox cannot be read, its records wait cause=\"%s\"", cause(failure));
        }
    }

    /** It was read. */
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

    /** They are kept on disk. */
    void keeps(long records) {
        told.clear();
        LOG.infof("Outbox keeps callbacks on disk records=%d", records);
    }
}

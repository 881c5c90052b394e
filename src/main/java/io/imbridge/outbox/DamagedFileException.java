package io.imbridge.outbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of the outbox is not what we wrote. */
public final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What happened, in a sentence. */
    public DamagedFileException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}

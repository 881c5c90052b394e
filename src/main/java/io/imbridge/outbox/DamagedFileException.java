package io.imbridge.outbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of the outbox does not contain what was written to it. */
public final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception with a sentence that says what happened. */
    public DamagedFileException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}

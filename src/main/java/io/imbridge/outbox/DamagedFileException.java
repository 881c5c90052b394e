package io.imbridge.outbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of the outbox is not what we wrote. */
final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedFileException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}

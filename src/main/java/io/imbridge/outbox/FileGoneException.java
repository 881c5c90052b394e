package io.imbridge.outbox;

import java.io.IOException;

/** The open file no longer has a name, or another file has its name: nobody would find what is written to it. */
public final class FileGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception with a sentence that says what happened. */
    public FileGoneException(String message) {
        super(message);
    }
}

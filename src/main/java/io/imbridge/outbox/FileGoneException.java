package io.imbridge.outbox;

import java.io.IOException;

/** The file that is open has no name any more, or its name is another's: what is written there nobody finds. */
public final class FileGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What happened, in a sentence. */
    public FileGoneException(String message) {
        super(message);
    }
}

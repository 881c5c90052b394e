package io.imbridge.outbox;

import java.io.IOException;

/** The outbox's file was written by a newer version of the service; the message is a sentence for the operator. */
final class NewerFileException extends IOException {
    private static final long serialVersionUID = 1L;

    NewerFileException(int found, int known) {
        super("The outbox file has version " + found + ", and this im-kafka-bridge knows versions up to " + known
                + ": start the newer im-kafka-bridge that wrote it, or let that one publish what is kept first"
                + " (outbox drain), and then move the file away.");
    }
}

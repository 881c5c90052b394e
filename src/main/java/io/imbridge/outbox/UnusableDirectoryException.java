package io.imbridge.outbox;

/** The outbox's directory cannot be used; the message is a sentence for the operator. */
final class UnusableDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableDirectoryException(String sentence) {
        super(sentence);
    }
}

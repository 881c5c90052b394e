package io.imbridge.outbox;

/** The outbox's directory cannot be used; the message is a sentence for the operator. */
public final class UnusableDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception with a sentence that says what happened. */
    public UnusableDirectoryException(String sentence) {
        super(sentence);
    }
}

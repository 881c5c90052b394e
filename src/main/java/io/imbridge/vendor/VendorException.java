package io.imbridge.vendor;

/** The vendor did not answer a question. Its sentence is for people: it has the vendor's words and no secret. */
final class VendorException extends Exception {
    private static final long serialVersionUID = 1;

    /** What the caller can do. */
    enum Kind {
        /** Ask again, but more slowly. */
        TOO_MANY,
        /** Ask again with a new signature. */
        SIGNATURE,
        /** Ask again: the vendor, or the network between, has a fault. */
        UNREACHABLE,
        /** Ask again: perhaps only this question gets no answer. */
        FAILED,
        /** Do not ask again: the answer will be the same. */
        REFUSED
    }

    private final Kind kind;

    VendorException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Whether other questions will probably get no answer either, judging by this one. */
    boolean isOutage() {
        return kind != Kind.FAILED && kind != Kind.REFUSED;
    }

    /** The message. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}

package io.imbridge.vendor;

/** The vendor did not answer a question. Its sentence is for people: what the vendor said, and no secret. */
final class VendorException extends Exception {
    private static final long serialVersionUID = 1;

    /** What can be done. */
    enum Kind {
        /** Ask again, more slowly. */
        TOO_MANY,
        /** Ask again with a new signature. */
        SIGNATURE,
        /** Ask again: the vendor, or the way to it, is out of order. */
        UNREACHABLE,
        /** Ask again: it may be this question alone that is not answered. */
        FAILED,
        /** The answer will be the same. */
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

    /** Whether others are not answered either, as far as one question tells. */
    boolean isOutage() {
        return kind != Kind.FAILED && kind != Kind.REFUSED;
    }

    /** What it says. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}

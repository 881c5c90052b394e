package io.imbridge.vendor;

/** Is told how reads go that nobody called. */
public interface VendorObserver {
    /** What was to be read. */
    enum Kind {
        /** All groups of an app, on schedule. */
        ALL,
        /** The topics of one group, one of which changed. */
        TOPICS
    }

    /** What became of it. */
    enum Outcome {
        DONE,
        /** Not all of it could be read. */
        FAILED,
        /** Too many were wanted at a time. */
        DROPPED
    }

    /** One is over. */
    void read(Kind kind, Outcome outcome);
}

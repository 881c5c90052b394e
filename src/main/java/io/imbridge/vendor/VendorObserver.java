package io.imbridge.vendor;

/** Learns how the reads end that the service makes by itself. */
public interface VendorObserver {
    /** What the read was for. */
    enum Kind {
        /** All groups of an app, on schedule. */
        ALL,
        /** The topics of one group in which a topic changed. */
        TOPICS
    }

    /** The result of a read. */
    enum Outcome {
        DONE,
        /** Something could not be read. */
        FAILED,
        /** Too many groups were waiting at a time. */
        DROPPED
    }

    /** A read is over. */
    void read(Kind kind, Outcome outcome);
}

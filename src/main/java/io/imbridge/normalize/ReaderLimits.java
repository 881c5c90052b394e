package io.imbridge.normalize;

/**
 * The limits that JSON readers have by default. Jackson has the strictest limits of all widely used readers; the depth
 * is that of its version 3. Many consumers could not read an event beyond these limits.
 */
final class ReaderLimits {
    /**
     * An event's {@code extra} adds one level to the body, and the {@code data} of a structured CloudEvent adds
     * another.
     */
    static final int DEPTH = 500 - 2;

    /** The longest name, in bytes. */
    static final int NAME = 50_000;

    /** The longest number, in digits and signs. */
    static final int NUMBER = 1000;

    /** The longest string, in bytes. */
    static final int STRING = 20_000_000;

    private ReaderLimits() {}
}

package io.imbridge.normalize;

/**
 * What readers of JSON take unless they are told otherwise. The strictest that is widely used is Jackson, the depth is
 * that of its version 3; an event beyond it would be one that many consumers cannot read.
 */
final class ReaderLimits {
    /** An event's {@code extra} is one level more than the body, and the {@code data} of a structured CloudEvent another. */
    static final int DEPTH = 500 - 2;

    /** Of a name, in bytes. */
    static final int NAME = 50_000;

    /** Of a number, in digits and signs. */
    static final int NUMBER = 1000;

    /** Of a string, in bytes. */
    static final int STRING = 20_000_000;

    private ReaderLimits() {}
}

package io.imbridge.callback;

/**
 * Checks what must always hold, in tests and in production: a check costs a comparison, and no memory. A check that fails
 * shows a defect of this service.
 */
public final class Invariant {
    private Invariant() {}

    /**
     * Checks a condition.
     *
     * @param condition what must hold
     * @param broken what is wrong when it does not hold
     * @throws IllegalStateException when it does not hold
     */
    public static void holds(boolean condition, String broken) {
        if (!condition) {
            throw new IllegalStateException(broken);
        }
    }

    /**
     * Checks a condition about one thing.
     *
     * @param condition what must hold
     * @param broken what is wrong with the subject when it does not hold
     * @param subject is named in the message, before what is wrong with it
     * @throws IllegalStateException when it does not hold
     */
    public static void holds(boolean condition, Object subject, String broken) {
        if (!condition) {
            throw new IllegalStateException(subject + ": " + broken);
        }
    }
}

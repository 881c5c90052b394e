package io.imbridge.simulate;

/** Which callbacks are sent, one after the other, without an end. Used by one thread. */
public interface Scenario {
    /** The next one. */
    Callback next();
}

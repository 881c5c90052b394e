package io.imbridge.simulate;

/** An endless sequence of callbacks to send. Used by one thread. */
public interface Scenario {
    /** The next callback. */
    Callback next();
}

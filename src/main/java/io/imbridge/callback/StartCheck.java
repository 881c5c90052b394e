package io.imbridge.callback;

import java.util.List;

/**
 * Checks a part of the configuration before the service starts. All checks run, and everything they find is reported at
 * once.
 */
public interface StartCheck {
    /** What must be fixed; empty when all is well. Starts nothing, and sends nothing over the network. */
    List<Mistake> mistakes();
}

package io.imbridge.callback;

import java.util.List;

/** Looks at a part of the configuration before the service starts. All checks are asked, and all they find is told at once. */
public interface StartCheck {
    /** What is to be mended; nothing where all is well. Starts nothing, and asks nobody over the network. */
    List<Mistake> mistakes();
}

package io.imbridge.vendor;

import org.jboss.logging.Logger;

/** Is told how a read goes while it does. */
@FunctionalInterface
public interface ReadWatcher {
    /** So far it is: now and then. */
    void progress(ReadProgress now);

    /** A sentence for people, which the log gets unless it is shown elsewhere. */
    default void told(String sentence) {
        Logger.getLogger(ReadWatcher.class).info(sentence);
    }
}

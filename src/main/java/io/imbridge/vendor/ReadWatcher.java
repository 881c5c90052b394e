package io.imbridge.vendor;

import org.jboss.logging.Logger;

/** Follows the progress of a read. */
@FunctionalInterface
public interface ReadWatcher {
    Logger LOG = Logger.getLogger(ReadWatcher.class);

    /** Receives the progress, now and then. */
    void progress(ReadProgress now);

    /**
     * Receives, in words for people, why a read begins anew. The log gets the sentence unless it is shown elsewhere.
     */
    default void told(String sentence) {
        LOG.infof("Read from the vendor begins anew sentence=\"%s\"", sentence);
    }
}

package io.imbridge.vendor;

import org.jboss.logging.Logger;

/** Is told how a read goes while it does. */
@FunctionalInterface
public interface ReadWatcher {
    Logger LOG = Logger.getLogger(ReadWatcher.class);

    /** So far it is: now and then. */
    void progress(ReadProgress now);

    /** Why it begins anew, for people: the log gets it unless it is shown elsewhere. */
    default void told(String sentence) {
        LOG.infof("Read from the vendor begins anew sentence=\"%s\"", sentence);
    }
}

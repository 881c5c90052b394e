package io.imbridge.dev;

import java.util.Optional;

/**
 * The broker of dev mode, remembered in the JVM: live reload replaces every class of ours, with the values of its
 * static fields, but keeps processes and system properties.
 */
record RunningBroker(long pid, int port) {
    private static final String MEMORY = "io.imbridge.dev.broker";

    /** The broker that this JVM started last, if it still runs. */
    static Optional<RunningBroker> recall() {
        String remembered = System.getProperty(MEMORY);
        if (remembered == null) {
            return Optional.empty();
        }
        int colon = remembered.indexOf(':');
        long pid = Long.parseLong(remembered.substring(0, colon));
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(alive -> new RunningBroker(pid, Integer.parseInt(remembered.substring(colon + 1))));
    }

    void remember() {
        System.setProperty(MEMORY, pid + ":" + port);
    }
}

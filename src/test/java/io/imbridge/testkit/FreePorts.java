package io.imbridge.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for programs that end and start again on the same port. They are below the ports that systems use for outgoing
 * connections.
 */
public final class FreePorts {
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 20_000;
    private static final int ATTEMPTS = 100;

    private FreePorts() {}

    /** A port on which nothing listens now. */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket bound = new ServerSocket(port)) {
                return bound.getLocalPort();
            } catch (IOException taken) {
                // The port is in use; try the next one.
            }
        }
        throw new IllegalStateException("No free port between " + LOWEST + " and " + HIGHEST);
    }
}

package io.imbridge.cli;

import io.imbridge.outbox.Outbox;
import io.imbridge.outbox.OutboxSettings;
import io.imbridge.outbox.OutboxState;
import io.imbridge.outbox.OutboxState.Mode;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Runs the service without its ports until its outbox is empty. */
@Singleton
@Unremovable
final class Drain implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS_BETWEEN_LINES = 100;

    private final Outbox outbox;
    private final boolean onDisk;

    Drain(Outbox outbox, OutboxSettings settings) {
        this.outbox = outbox;
        this.onDisk = settings.enabled();
    }

    /** Starts the service in this process, and ends the process when it is done. */
    static int start(Path directory) {
        System.setProperty(OutboxSettings.DIRECTORY_KEY, directory.toString());
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
        // The output is for a person who waits for the command.
        System.setProperty("quarkus.log.console.json.enabled", "false");
        Quarkus.run(Drain.class);
        return 0;
    }

    @Override
    public int run(String... none) throws InterruptedException {
        if (!onDisk) {
            LOG.error("Outbox cannot be drained: bridge.outbox.enabled (BRIDGE_OUTBOX_ENABLED) is false");
            return 1;
        }
        int looks = 0;
        OutboxState state = outbox.state();
        LOG.infof("Outbox draining records=%d", state.rows());
        while (state.rows() > 0 || state.mode() != Mode.DISK) {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            looks++;
            if (looks % LOOKS_BETWEEN_LINES == 0) {
                LOG.infof("Outbox draining records=%d", state.rows());
            }
            state = outbox.state();
        }
        LOG.info("Outbox drained");
        return 0;
    }
}

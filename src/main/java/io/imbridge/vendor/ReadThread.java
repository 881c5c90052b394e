package io.imbridge.vendor;

import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** One read of all groups of an app, on schedule. */
final class ReadThread extends Thread {
    private static final Logger LOG = Logger.getLogger(ReadThread.class);

    private final ProfileReading reading;
    private final String app;
    private final Instant begun;
    private final Instant before;
    private volatile boolean isRead;
    private volatile boolean isWhole;

    /**
     * Prepares a read of an app.
     *
     * @param before when the app was read last; a read that was interrupted before that does not continue
     */
    ReadThread(ProfileReading reading, String app, Instant begun, Instant before) {
        super("profiles-read-all");
        this.reading = reading;
        this.app = app;
        this.begun = begun;
        this.before = before;
        setDaemon(true);
    }

    String app() {
        return app;
    }

    Instant begun() {
        return begun;
    }

    /** Whether the read came to its end. */
    boolean isRead() {
        return isRead;
    }

    /** Whether nothing failed. */
    boolean isWhole() {
        return isWhole;
    }

    @Override
    public void run() {
        LOG.infof("Profiles are read from the vendor app=%s", app);
        try {
            ReadReport report = reading.all(app, false, before, progress -> {});
            isRead = true;
            isWhole = report.isWhole();
            LOG.infof(
                    "Profiles were read from the vendor app=%s groups=%d topics=%d failed=%d after=%s",
                    app,
                    report.groups().read(),
                    report.topics().read(),
                    report.groups().failed(),
                    report.took());
        } catch (InterruptedException | InterruptException elsewhere) {
            LOG.debugf("Another instance reads profiles app=%s", app);
        } catch (IOException | KafkaException failed) {
            LOG.warnf("Profiles cannot be read from the vendor app=%s sentence=\"%s\"", app, failed.getMessage());
        } catch (RuntimeException defect) {
            LOG.error("Profiles cannot be read from the vendor", defect);
        }
    }
}

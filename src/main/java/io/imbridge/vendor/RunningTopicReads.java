package io.imbridge.vendor;

import io.imbridge.vendor.VendorObserver.Kind;
import io.imbridge.vendor.VendorObserver.Outcome;
import java.io.IOException;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Reads topics on one thread, which begins with the first that are wanted. */
final class RunningTopicReads implements TopicReads {
    private static final Logger LOG = Logger.getLogger(RunningTopicReads.class);

    private final ProfileReading reading;
    private final Set<String> apps;
    private final VendorObserver observer;
    private final WantedTopics wanted = new WantedTopics(System::nanoTime);
    private final Thread thread = new Thread(this::run, "profiles-read-topics");
    private boolean isStarted;

    RunningTopicReads(ProfileReading reading, Set<String> apps, VendorObserver observer) {
        this.reading = reading;
        this.apps = apps;
        this.observer = observer;
        thread.setDaemon(true);
    }

    @Override
    public void want(String sdkAppId, String groupId) {
        if (!apps.contains(sdkAppId)) {
            return;
        }
        start();
        if (!wanted.add(new WantedTopics.Group(sdkAppId, groupId))) {
            observer.read(Kind.TOPICS, Outcome.DROPPED);
        }
    }

    private synchronized void start() {
        if (!isStarted) {
            isStarted = true;
            thread.start();
        }
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        try (Publishing publishing = reading.publishing()) {
            while (!Thread.currentThread().isInterrupted()) {
                WantedTopics.Group group = wanted.take();
                observer.read(Kind.TOPICS, read(group, publishing) ? Outcome.DONE : Outcome.FAILED);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            LOG.error("Topics are read no more", defect);
        }
    }

    private boolean read(WantedTopics.Group group, Publishing publishing) throws InterruptedException {
        try {
            reading.topics(group.sdkAppId(), group.groupId(), publishing);
            return true;
        } catch (VendorException | IOException | KafkaException failed) {
            LOG.debugf("Topics cannot be read app=%s reason=%s", group.sdkAppId(), failed.getMessage());
            return false;
        }
    }
}

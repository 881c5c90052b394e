package io.imbridge.vendor;

import io.imbridge.vendor.VendorObserver.Kind;
import io.imbridge.vendor.VendorObserver.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics on one thread. The thread starts with the first group that is wanted, and starts again if it has ended.
 * A failed read is tried again a few times. Its producer is replaced, because a producer with a fatal error never sends
 * again.
 */
final class RunningTopicReads implements TopicReads {
    /** How often reading the topics of a group may fail. */
    static final int TIMES = 3;

    private static final Logger LOG = Logger.getLogger(RunningTopicReads.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(15);

    private final ProfileReading reading;
    private final Set<String> apps;
    private final VendorObserver observer;
    private final Duration pause;
    private final WantedTopics wanted = new WantedTopics(System::nanoTime);
    private @Nullable Thread thread;
    private boolean isStopped;

    RunningTopicReads(ProfileReading reading, Set<String> apps, VendorObserver observer) {
        this(reading, apps, observer, PAUSE);
    }

    /**
     * Reads topics like the constructor above, with another pause.
     *
     * @param pause the time until a failed read is tried again
     */
    RunningTopicReads(ProfileReading reading, Set<String> apps, VendorObserver observer, Duration pause) {
        this.reading = reading;
        this.apps = apps;
        this.observer = observer;
        this.pause = pause;
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
        if (!isStopped && (thread == null || !thread.isAlive())) {
            Thread next = new Thread(new Turns(), "profiles-read-topics");
            next.setDaemon(true);
            thread = next;
            next.start();
        }
    }

    void stop() throws InterruptedException {
        Thread last;
        synchronized (this) {
            isStopped = true;
            last = thread;
        }
        if (last != null) {
            last.interrupt();
            last.join(END.toMillis());
        }
    }

    /** The work of one thread. */
    private final class Turns implements Runnable {
        /** How often each group that will be tried again has failed. */
        private final Map<WantedTopics.Group, Integer> failed = new HashMap<>();

        private @Nullable KafkaSender sender;

        @Override
        public void run() {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    take(wanted.take());
                }
            } catch (InterruptedException | InterruptException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                close();
            }
        }

        private void take(WantedTopics.Group group) throws InterruptedException {
            try {
                reading.topics(group.sdkAppId(), group.groupId(), sender());
                failed.remove(group);
                observer.read(Kind.TOPICS, Outcome.DONE);
            } catch (VendorException none) {
                again(group, none, none.kind() != VendorException.Kind.REFUSED);
            } catch (InterruptException stopped) {
                throw stopped;
            } catch (IOException | KafkaException unreachable) {
                close();
                again(group, unreachable, true);
            } catch (RuntimeException defect) {
                LOG.errorf(defect, "Topics cannot be read app=%s", group.sdkAppId());
                close();
                again(group, defect, false);
            }
        }

        private void again(WantedTopics.Group group, Exception failure, boolean mayHelp) {
            LOG.debugf("Topics cannot be read app=%s reason=%s", group.sdkAppId(), failure.getMessage());
            int times = failed.merge(group, 1, Integer::sum);
            if (!mayHelp || times >= TIMES || !wanted.addIn(pause, group)) {
                failed.remove(group);
                observer.read(Kind.TOPICS, Outcome.FAILED);
            }
        }

        private KafkaSender sender() {
            KafkaSender present = sender == null ? reading.sender() : sender;
            sender = present;
            return present;
        }

        private void close() {
            KafkaSender last = sender;
            sender = null;
            if (last != null) {
                try {
                    last.close();
                } catch (KafkaException broken) {
                    LOG.debug("What topics were told with does not end well", broken);
                }
            }
        }
    }
}

package io.imbridge.profiles;

import io.imbridge.callback.KafkaCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps profiles with Kafka Streams, on threads of its own, and starts again whenever Kafka Streams ends.
 *
 * <p>No callback ever waits for it.
 */
final class RunningProfiles {
    private static final Logger LOG = Logger.getLogger(RunningProfiles.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** The size of a record without its value: key, headers, framing. */
    private static final int OWN_BYTES = 32 * 1024;

    private final KafkaCluster cluster;
    private final ProfilesSettings settings;
    private final Collection<String> inputs;
    private final ProfilesTopology.OutputTopics outputs;
    private final String application;
    private final ProfilesObserver observer;
    private final ProfilesStatus status;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "profiles");
    private volatile @Nullable Running running;

    RunningProfiles(
            KafkaCluster cluster,
            ProfilesSettings settings,
            Collection<String> inputs,
            ProfilesTopology.OutputTopics outputs,
            String application,
            ProfilesObserver observer,
            ProfilesStatus status) {
        this.cluster = cluster;
        this.settings = settings;
        this.inputs = inputs;
        this.outputs = outputs;
        this.application = application;
        this.observer = observer;
        this.status = status;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop(Duration patience) throws InterruptedException {
        stopped.countDown();
        thread.join(patience.toMillis());
    }

    /**
     * The running parts.
     *
     * @param instances the instances that keep profiles together
     */
    record Running(KafkaStreams streams, Instances instances) {}

    /** The running parts; null if none run. */
    @Nullable
    Running running() {
        return running;
    }

    ProfilesState state() {
        Running now = running;
        return now == null
                ? status.state(0, 0)
                : status.state(StreamsRun.keys(now.streams()), StreamsRun.lag(now.streams()));
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (stopped.getCount() > 0) {
            long begin = System.nanoTime();
            Throwable failure = runOnce();
            if (failure == null) {
                return;
            }
            status.failed(
                    failure instanceof MissingTopicsException
                            ? String.valueOf(failure.getMessage())
                            : cluster.sentence(failure));
            LOG.debug("Kafka Streams ended", failure);
            observer.failed();
            // A failure after a long run is a new failure, so the pauses begin again with the shortest.
            boolean isNew = System.nanoTime() - begin > LONGEST_PAUSE.toNanos();
            pause = isNew ? FIRST_PAUSE : pause;
            if (waits(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Runs until it fails, and returns why; null if it was stopped. */
    private @Nullable Throwable runOnce() {
        try {
            Instances instances = Instances.of(settings.directory(), settings.advertisedUrl());
            ProfileTopics topics = new ProfileTopics(cluster, inputs, outputs, application);
            ProfileTopics.Ready ready = topics.ensure();
            Topology topology = new ProfilesTopology(
                            inputs, outputs, ready.partitions(), ready.maxRecordBytes() - OWN_BYTES)
                    .build(observer);
            Properties properties = StreamsProperties.of(cluster, settings, application, instances);
            KafkaStreams streams = new KafkaStreams(topology, properties);
            try (StreamsRun run = new StreamsRun(streams, status, instances::areClosed)) {
                boolean isElsewhere = instances.isElsewhere(ready.clusterId());
                if (instances.wereLeftOpen() || isElsewhere || ready.isNew()) {
                    run.streams().cleanUp();
                }
                running = new Running(run.streams(), instances);
                return run.untilItEnds(stopped, () -> lookFor(topics));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | MissingTopicsException | RuntimeException | Error failed) {
            return failed;
        } finally {
            running = null;
        }
    }

    private void lookFor(ProfileTopics topics) throws InterruptedException, MissingTopicsException {
        try {
            topics.ensureOutputs();
        } catch (ExecutionException | KafkaException unreachable) {
            LOG.debug("Topics of profiles cannot be looked for", unreachable);
        } catch (MissingTopicsException missing) {
            // Report it before closing, because closing waits for records that are under way to the missing topics.
            status.failed(String.valueOf(missing.getMessage()));
            running = null;
            throw missing;
        }
    }

    /** Waits, and returns whether it was stopped meanwhile. */
    private boolean waits(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

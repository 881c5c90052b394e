package io.imbridge.profiles;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** One run of Kafka Streams, from its start to its end. It never starts again: each attempt needs a new run. */
final class StreamsRun implements AutoCloseable {
    private static final Duration REST = Duration.ofMillis(100);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final Runnable whenClosed;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Prepares a run.
     *
     * @param whenClosed is called when everything was closed in good order
     */
    StreamsRun(KafkaStreams streams, ProfilesStatus status, Runnable whenClosed) {
        this.streams = streams;
        this.whenClosed = whenClosed;
        streams.setUncaughtExceptionHandler(failed -> {
            failure.compareAndSet(null, failed);
            ended.countDown();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == State.RUNNING) {
                status.runs();
            } else if (now == State.REBALANCING) {
                status.rebalances();
            } else if (now == State.ERROR) {
                ended.countDown();
            }
        });
    }

    KafkaStreams streams() {
        return streams;
    }

    /** Checks now and then for problems that Kafka Streams does not notice. */
    interface TopicCheck {
        /** Throws an exception to end the run. */
        void check() throws InterruptedException, MissingTopicsException;
    }

    /** Starts Kafka Streams, and returns why it ended; null if it was stopped. */
    @Nullable
    Throwable untilItEnds(CountDownLatch stopped, TopicCheck check)
            throws InterruptedException, MissingTopicsException {
        streams.start();
        long checked = System.nanoTime();
        while (stopped.getCount() > 0) {
            if (ended.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
                Throwable known = failure.get();
                return known == null ? new IllegalStateException("Kafka Streams ended without a reason") : known;
            }
            if (System.nanoTime() - checked > BETWEEN_CHECKS.toNanos()) {
                check.check();
                checked = System.nanoTime();
            }
        }
        return null;
    }

    @Override
    public void close() {
        if (streams.close(CLOSE_PATIENCE)) {
            whenClosed.run();
        }
    }

    /** About how many entries the stores of this instance have. */
    static long keys(KafkaStreams streams) {
        return sum(streams, "estimate-num-keys", "stream-state-metrics");
    }

    /** How many records wait, according to the consumers. */
    static long lag(KafkaStreams streams) {
        return sum(streams, "records-lag", "consumer-fetch-manager-metrics");
    }

    private static long sum(KafkaStreams streams, String name, String group) {
        double sum = 0;
        for (var metric : streams.metrics().entrySet()) {
            MetricName of = metric.getKey();
            if (of.name().equals(name)
                    && of.group().equals(group)
                    && metric.getValue().metricValue() instanceof Number number) {
                sum += Math.max(0, number.doubleValue());
            }
        }
        return (long) sum;
    }
}

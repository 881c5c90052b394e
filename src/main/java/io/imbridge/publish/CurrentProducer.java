package io.imbridge.publish;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the current Kafka producer, and replaces it when it can no longer be used. Used by the relay's thread only;
 * times are those of {@link System#nanoTime()}.
 */
final class CurrentProducer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CurrentProducer.class);

    /**
     * Records in flight may still be delivered within this time after their producer was replaced. The others may be
     * sent twice.
     */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A producer that has delivered records for this time works. */
    private static final Duration PROVEN = Duration.ofSeconds(10);

    private final Supplier<OpenProducer> producers;
    private @Nullable OpenProducer producer;
    private @Nullable String lastReason;
    private int generation;
    private Duration pause = FIRST_PAUSE;
    private long replacedAt;
    private @Nullable Long deliveredAt;
    private @Nullable Long notBefore;

    CurrentProducer(Supplier<OpenProducer> producers) {
        this.producers = producers;
    }

    /** How many producers were replaced. */
    int generation() {
        return generation;
    }

    /**
     * Whether there is a producer, or one may be created now. A new producer soon after the last would fail in the same
     * way.
     */
    boolean isReady(long now) {
        return producer != null || notBefore == null || now - notBefore >= 0;
    }

    /** Whether the last producer was replaced less than this time ago, or none was replaced. */
    boolean isNewFor(Duration time, long now) {
        return generation == 0 || now - replacedAt < time.toNanos();
    }

    /** The producer; created if there is none. */
    Producer<byte[], byte[]> get() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer.client();
    }

    /** A producer delivered a record. */
    void works(int delivered, long now) {
        if (delivered == generation) {
            deliveredAt = now;
            if (lastReason != null && now - replacedAt >= PROVEN.toNanos()) {
                lastReason = null;
                pause = FIRST_PAUSE;
            }
        }
    }

    /** Whether the producer delivered a record recently, so it is not the cause of a failure. */
    boolean isWell(long now) {
        return deliveredAt != null && now - deliveredAt < PROVEN.toNanos();
    }

    /** How long it takes until the producer after the next may be created. */
    Duration pause() {
        return pause;
    }

    /**
     * Replaces the producer. Its records in flight are delivered or fail within a second.
     *
     * @param reason why, in one word
     * @param sentence the reason as a sentence
     */
    void replace(String reason, String sentence, long now) {
        log(reason, sentence);
        generation++;
        replacedAt = now;
        deliveredAt = null;
        notBefore = now + pause.toNanos();
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        OpenProducer old = producer;
        producer = null;
        if (old != null) {
            Thread closing = new Thread(() -> old.close(LAST_WORDS), "producer-close");
            closing.setDaemon(true);
            closing.start();
        }
    }

    /** Logs each reason once, until a producer works. */
    private void log(String reason, String sentence) {
        if (!reason.equals(lastReason)) {
            LOG.warnf("Producer replaced reason=%s sentence=\"%s\"", reason, sentence);
        }
        lastReason = reason;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(STOP_PATIENCE);
        }
    }
}

package io.imbridge.publish;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka producer in use, and the next one when that is of no use any more. Used by the relay's thread only; times
 * are {@link System#nanoTime()}'s.
 */
final class CurrentProducer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CurrentProducer.class);

    /** What a producer that goes has under way may still arrive within this. The rest may be sent twice. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** One that delivers for so long works. */
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

    /** Counts the producers. */
    int generation() {
        return generation;
    }

    /** Whether there is one, or may be: a new one soon after the last would fail as that did. */
    boolean isReady(long now) {
        return producer != null || notBefore == null || now - notBefore >= 0;
    }

    /** Whether the last one was let go less than so long ago, or none was. */
    boolean isNewFor(Duration time, long now) {
        return generation == 0 || now - replacedAt < time.toNanos();
    }

    /** Makes one where there is none. */
    Producer<byte[], byte[]> get() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer.client();
    }

    /** It delivered a record. */
    void works(int delivered, long now) {
        if (delivered == generation) {
            deliveredAt = now;
            if (lastReason != null && now - replacedAt >= PROVEN.toNanos()) {
                lastReason = null;
                pause = FIRST_PAUSE;
            }
        }
    }

    /** Whether it delivered a record of late, and so is not what is wrong. */
    boolean isWell(long now) {
        return deliveredAt != null && now - deliveredAt < PROVEN.toNanos();
    }

    /** How long it takes until there may be another one after the next. */
    Duration pause() {
        return pause;
    }

    /**
     * Lets the producer go. What it has under way ends within a second, as delivered or as failed.
     *
     * @param reason why, in one word
     * @param sentence the same in the words of whoever found out
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

    /** Once for each reason, until one works. */
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

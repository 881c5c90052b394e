package io.imbridge.publish;

import io.imbridge.callback.LogLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics with a consumer without a group, from a time to the end that the topics have when it begins. While Kafka
 * is unreachable it tries again; after Kafka's first answer it takes at most {@link #PATIENCE}.
 */
final class KafkaRecords implements PublishedRecords {
    private static final Logger LOG = Logger.getLogger(KafkaRecords.class);

    /** How long publishing waits for the result of a search, once Kafka has answered. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The clocks of brokers that set the timestamps themselves may be late by this much. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final LogLimit lines = new LogLimit();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "reconciliation");
        made.setDaemon(true);
        return made;
    });

    KafkaRecords(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    @Override
    public CompletionStage<Map<Long, UUID>> find(Map<String, Instant> since) {
        try {
            return CompletableFuture.supplyAsync(() -> new Search(since).run(), thread)
                    .exceptionally(KafkaRecords::nothing);
        } catch (RejectedExecutionException stopped) {
            return new CompletableFuture<>();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Finds nothing. Without a result the topics would wait for ever. */
    private static Map<Long, UUID> nothing(Throwable defect) {
        LOG.error("Kafka could not be asked what it has: events may be published twice", defect);
        return Map.of();
    }

    /** One search, until it has a result. */
    private final class Search {
        private final Map<String, Instant> since;
        private final Map<Long, UUID> found = new HashMap<>();
        private final List<String> forbidden = new ArrayList<>();
        private @Nullable Long answeredAt;

        Search(Map<String, Instant> since) {
            this.since = new HashMap<>(since);
        }

        Map<Long, UUID> run() {
            String reason = null;
            while (reason == null && !since.isEmpty()) {
                try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                    reason = read(consumer);
                    since.clear();
                } catch (TopicAuthorizationException refused) {
                    forbidden.addAll(refused.unauthorizedTopics());
                    since.keySet().removeAll(refused.unauthorizedTopics());
                } catch (InterruptException stopped) {
                    return found;
                } catch (UnsupportedVersionException never) {
                    reason = SendFailure.sentence(never);
                } catch (KafkaException unreachable) {
                    reason = isOver() ? SendFailure.sentence(unreachable) : null;
                    rest();
                }
            }
            tell(reason);
            return found;
        }

        private void tell(@Nullable String reason) {
            String sentence = reason;
            if (sentence == null && !forbidden.isEmpty()) {
                sentence = "not authorized to read " + String.join(", ", forbidden);
            }
            long withheld = sentence == null ? -1 : lines.pass();
            if (withheld >= 0) {
                LOG.warnf(
                        "Kafka could not be asked what it has: events may be published twice sentence=\"%s\" withheld=%d",
                        sentence, withheld);
            }
        }

        private boolean isOver() {
            return answeredAt != null && System.nanoTime() - answeredAt >= PATIENCE.toNanos();
        }

        /** Returns why not everything was read; null when it was. */
        private @Nullable String read(Consumer<byte[], byte[]> consumer) {
            Map<TopicPartition, Long> ends = seek(consumer);
            answeredAt = answeredAt == null ? System.nanoTime() : answeredAt;
            while (!ends.isEmpty()) {
                if (isOver()) {
                    return "no end after " + PATIENCE.toSeconds() + " s";
                } else if (found.size() >= MOST) {
                    return "more than " + MOST + " records";
                }
                consumer.poll(POLL).forEach(this::note);
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            return null;
        }

        private void note(ConsumerRecord<byte[], byte[]> record) {
            RecordIdentity identity = RecordIdentity.of(record);
            if (identity != null) {
                found.put(identity.sequence(), identity.id());
            }
        }

        /**
         * Moves to the offsets of the times. Returns the ends of the partitions that have records after these times.
         */
        private Map<TopicPartition, Long> seek(Consumer<byte[], byte[]> consumer) {
            Map<TopicPartition, Long> times = new HashMap<>();
            since.forEach((topic, time) -> {
                List<PartitionInfo> partitions = consumer.partitionsFor(topic);
                long from = Math.max(0, time.minus(CLOCKS_APART).toEpochMilli());
                if (partitions != null) {
                    partitions.forEach(each -> times.put(new TopicPartition(topic, each.partition()), from));
                }
            });
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(times.keySet()));
            Map<TopicPartition, Long> begins = new HashMap<>();
            consumer.offsetsForTimes(times).forEach((partition, first) -> {
                if (first != null) {
                    begins.put(partition, first.offset());
                }
            });
            ends.keySet().retainAll(begins.keySet());
            consumer.assign(begins.keySet());
            begins.forEach((partition, first) -> consumer.seek(partition, first.longValue()));
            return ends;
        }

        private void rest() {
            try {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

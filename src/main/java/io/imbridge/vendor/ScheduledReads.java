package io.imbridge.vendor;

import io.imbridge.vendor.VendorObserver.Kind;
import io.imbridge.vendor.VendorObserver.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all groups of all apps on schedule, in one of several instances. This is the instance to which Kafka assigns
 * the first partition of the topic of reads. All instances are in one consumer group for this, which reads nothing. The
 * time of each app's last read is kept with that group's offset, so that an instance that takes over knows it.
 */
final class ScheduledReads {
    private static final Logger LOG = Logger.getLogger(ScheduledReads.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(15);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    private final ProfileReading reading;
    private final Supplier<Consumer<byte[], byte[]>> consumer;
    private final TopicPartition first;
    private final Set<String> apps;
    private final Duration every;
    private final VendorObserver observer;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "profiles-read-schedule");
    private final Map<String, Instant> notBefore = new HashMap<>();

    /** The reads of this instance, also those that Kafka could not keep. */
    private final LastReads here = new LastReads();

    private @Nullable ReadThread running;
    private @Nullable LastReads last;

    /** When to try again to keep the times of reads; null if they are kept. */
    private @Nullable Instant keepAgain;

    /**
     * Reads on schedule.
     *
     * @param consumer makes a consumer of the schedule's own group
     * @param topic the topic of reads
     */
    ScheduledReads(
            ProfileReading reading,
            Supplier<Consumer<byte[], byte[]>> consumer,
            String topic,
            Set<String> apps,
            Duration every,
            VendorObserver observer,
            Clock clock) {
        this.reading = reading;
        this.consumer = consumer;
        this.first = new TopicPartition(topic, 0);
        this.apps = apps;
        this.every = every;
        this.observer = observer;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join(AGAIN.toMillis());
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try (Consumer<byte[], byte[]> member = consumer.get()) {
                // The instances that keep profiles create the topic if it does not exist yet.
                if (member.listTopics().containsKey(first.topic())) {
                    takeTurns(member);
                }
            } catch (KafkaException unreachable) {
                LOG.debug("The schedule of reads waits for Kafka", unreachable);
            } catch (RuntimeException defect) {
                LOG.error("The schedule of reads begins again", defect);
            } finally {
                breakOff();
            }
            rest();
        }
    }

    private void takeTurns(Consumer<byte[], byte[]> member) {
        member.subscribe(List.of(first.topic()), new Turn(member));
        while (stopped.getCount() > 0) {
            member.poll(LOOK);
            look(member);
        }
    }

    private void rest() {
        try {
            boolean unused = stopped.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ending) {
            stopped.countDown();
        }
    }

    /** Follows whose turn it is. The topic's records are not needed. */
    private final class Turn implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> member;

        Turn(Consumer<byte[], byte[]> member) {
            this.member = member;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            member.pause(partitions);
            last = null;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (partitions.contains(first)) {
                breakOff();
            }
        }
    }

    private void look(Consumer<byte[], byte[]> member) {
        if (!member.assignment().contains(first)) {
            return;
        }
        LastReads known = last;
        if (known == null) {
            OffsetAndMetadata kept = member.committed(Set.of(first)).get(first);
            known = LastReads.of(kept == null ? null : kept.metadata(), apps);
            known.noteAll(here);
            last = known;
        }
        ReadThread now = running;
        if (now != null && !now.isAlive()) {
            running = null;
            end(now, known, member);
        } else if (now == null) {
            begin(known);
        }
        if (keepAgain != null && !clock.instant().isBefore(keepAgain)) {
            keep(known, member);
        }
    }

    private void begin(LastReads known) {
        Instant now = clock.instant();
        List<String> open = apps.stream()
                .filter(app -> !notBefore.getOrDefault(app, Instant.EPOCH).isAfter(now))
                .toList();
        String due = known.due(open, every, now);
        if (due != null) {
            running = new ReadThread(reading, due, now, known.of(due, now));
            running.start();
        }
    }

    private void end(ReadThread ended, LastReads known, Consumer<byte[], byte[]> member) {
        observer.read(Kind.ALL, ended.isWhole() ? Outcome.DONE : Outcome.FAILED);
        if (ended.isRead()) {
            known.note(ended.app(), ended.begun());
            here.note(ended.app(), ended.begun());
            keep(known, member);
        } else {
            notBefore.put(ended.app(), clock.instant().plus(AFTER_FAILURE));
        }
    }

    /** Keeps the times of reads in Kafka. They count in this instance also while Kafka cannot keep them. */
    private void keep(LastReads known, Consumer<byte[], byte[]> member) {
        keepAgain = clock.instant().plus(AGAIN);
        try {
            member.commitSync(Map.of(first, new OffsetAndMetadata(0, known.text())));
            keepAgain = null;
        } catch (KafkaException unreachable) {
            LOG.warnf("When profiles were read cannot be kept sentence=\"%s\"", unreachable.getMessage());
        }
    }

    private void breakOff() {
        ReadThread now = running;
        running = null;
        if (now != null) {
            now.interrupt();
            try {
                now.join(AGAIN.toMillis());
            } catch (InterruptedException ending) {
                stopped.countDown();
            }
        }
    }
}

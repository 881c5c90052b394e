package io.imbridge.console;

import io.imbridge.callback.LogLimit;
import io.imbridge.events.Entry;
import io.imbridge.events.EntryReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of all instances while somebody watches, beginning with the moment at which the first watcher came.
 *
 * <p>Topics and partitions that are created later are read from their beginning. During an outage of Kafka it keeps
 * trying, and then continues where it was. Its thread ends {@link #GRACE} after the last watcher left, and then no
 * state remains.
 */
final class LiveLog {
    private static final Logger LOG = Logger.getLogger(LiveLog.class);

    private static final LogLimit DEFECTS = new LogLimit();
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** The state of reading from Kafka, in words for people. */
    record State(boolean isReading, String sentence) {}

    private static final State READING = new State(true, "");

    private final ReaderClients clients;
    private final EntryReader entries;
    private final Set<String> forbidden = new HashSet<>();
    private int watchers;
    private long unwatchedSince;
    private @Nullable Thread thread;
    private volatile @Nullable State state;
    private volatile @Nullable EventRing ring;

    LiveLog(ReaderClients clients, EntryReader entries) {
        this.clients = clients;
        this.entries = entries;
    }

    /** Adds a watcher, until it calls {@link #unwatch}. */
    synchronized void watch() {
        watchers++;
        if (thread == null) {
            Thread own = new Thread(this::run, "console-events");
            own.setDaemon(true);
            thread = own;
            own.start();
        }
    }

    synchronized void unwatch() {
        watchers--;
        unwatchedSince = System.nanoTime();
    }

    /** The events that were read; null until Kafka has responded once. */
    @Nullable
    EventRing ring() {
        return ring;
    }

    /** The present state; null until it is known. */
    @Nullable
    State state() {
        return state;
    }

    private void run() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        while (isWatched()) {
            try (Consumer<byte[], byte[]> client = clients.openToFollow()) {
                while (isWatched()) {
                    turn(client, offsets);
                }
            } catch (TopicAuthorizationException refused) {
                forbidden.addAll(refused.unauthorizedTopics());
            } catch (KafkaException unreachable) {
                state = new State(false, "Kafka cannot be read: " + clients.sentence(unreachable));
                rest();
            } catch (RuntimeException defect) {
                LOG.error("Console failed to read events", defect);
                state = new State(false, "The service failed to read events: its log says why.");
                rest();
            }
        }
    }

    /** Once this is false, the log does not use this thread any more. */
    private synchronized boolean isWatched() {
        if (thread != Thread.currentThread()) {
            return false;
        }
        if (watchers > 0 || System.nanoTime() - unwatchedSince < GRACE.toNanos()) {
            return true;
        }
        thread = null;
        ring = null;
        state = null;
        forbidden.clear();
        return false;
    }

    private void turn(Consumer<byte[], byte[]> client, Map<TopicPartition, Long> offsets) {
        long begin = System.nanoTime();
        takeIn(client, offsets);
        EventRing own = ring;
        if (own == null) {
            own = new EventRing(assigned(client, offsets));
            ring = own;
        } else {
            own.append(List.of(), assigned(client, offsets));
        }
        state = forbidden.isEmpty()
                ? READING
                : new State(true, "The service may not read " + String.join(", ", forbidden) + ".");
        while (System.nanoTime() - begin < LOOK.toNanos()) {
            if (client.assignment().isEmpty()) {
                rest();
            } else {
                read(client, offsets, own);
            }
        }
    }

    private void read(Consumer<byte[], byte[]> client, Map<TopicPartition, Long> offsets, EventRing own) {
        List<Entry> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : client.poll(LOOK)) {
            offsets.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            try {
                found.add(entries.read(record));
            } catch (RuntimeException defect) {
                // If the exception were thrown on, the record would come back for ever, and nobody would see the
                // records after it.
                tell(record, defect);
            }
        }
        if (!found.isEmpty()) {
            own.append(found, assigned(client, offsets));
        }
    }

    private static Map<TopicPartition, Long> assigned(
            Consumer<byte[], byte[]> client, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> own = new HashMap<>(offsets);
        own.keySet().retainAll(client.assignment());
        return own;
    }

    private static void tell(ConsumerRecord<byte[], byte[]> record, RuntimeException defect) {
        long withheld = DEFECTS.pass();
        if (withheld >= 0) {
            LOG.errorf(
                    defect,
                    "Console cannot show a record topic=%s partition=%d offset=%d withheld=%d",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    withheld);
        }
    }

    /** Assigns the existing partitions. The position in a partition that disappears for a while is remembered. */
    private void takeIn(Consumer<byte[], byte[]> client, Map<TopicPartition, Long> offsets) {
        Set<TopicPartition> there = new HashSet<>(clients.partitions(client));
        there.removeIf(partition -> forbidden.contains(partition.topic()));
        Set<TopicPartition> fresh = new HashSet<>(there);
        fresh.removeAll(offsets.keySet());
        if (!fresh.isEmpty()) {
            offsets.putAll(
                    ring == null
                            ? client.endOffsets(fresh, KafkaReaders.PATIENCE)
                            : client.beginningOffsets(fresh, KafkaReaders.PATIENCE));
        }
        if (!client.assignment().equals(there)) {
            client.assign(there);
            there.forEach(partition -> client.seek(partition, offsets.getOrDefault(partition, 0L)));
        }
    }

    private static void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

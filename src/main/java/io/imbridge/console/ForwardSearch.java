package io.imbridge.console;

import io.imbridge.events.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads from a place in the past up to given offsets, and returns the matching entries of all partitions, the oldest
 * first.
 *
 * <p>Each call reads for a short time. An entry waits in memory while another partition may still have an older one. If
 * more than {@link #MOST_WAITING} entries wait, partitions with waiting entries are not read. For one thread at a time.
 */
final class ForwardSearch implements AutoCloseable {
    private static final int MOST_WAITING = 2_000;
    private static final int MOST_AT_ONCE = 500;
    private static final Duration TURN = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> client;
    private final EntryMatcher matcher;
    private final Map<TopicPartition, PartitionQueue> queues = new HashMap<>();
    private final Map<TopicPartition, Long> offsets;
    private long reached;

    /**
     * Prepares a search.
     *
     * @param client a client of the search's own, which it closes
     * @param begins the offsets at which the search begins; other partitions are not read
     * @param ends the offsets before which the search ends
     */
    ForwardSearch(
            Consumer<byte[], byte[]> client,
            EntryMatcher matcher,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends) {
        this.client = client;
        this.matcher = matcher;
        this.reached = matcher.notBefore();
        this.offsets = new HashMap<>(ends);
        begins.forEach((partition, begin) -> {
            long end = ends.getOrDefault(partition, 0L);
            offsets.put(partition, begin);
            if (begin < end) {
                queues.put(partition, new PartitionQueue(begin, end));
            }
        });
        client.assign(queues.keySet());
        queues.forEach((partition, queue) -> client.seek(partition, queue.next()));
    }

    /** Reads on for a short time. */
    SearchResults step() {
        List<Entry> found = new ArrayList<>();
        long begin = System.nanoTime();
        take(found);
        while (!isRead() && found.size() < MOST_AT_ONCE && System.nanoTime() - begin < TURN.toNanos()) {
            hold();
            for (ConsumerRecord<byte[], byte[]> record : client.poll(TURN)) {
                read(record);
            }
            queues.forEach((partition, queue) -> queue.readUntil(client.position(partition)));
            take(found);
        }
        boolean isDone = isRead() && queues.values().stream().allMatch(PartitionQueue::isEmpty);
        queues.forEach((partition, queue) -> offsets.put(partition, queue.next()));
        return new SearchResults(found, Map.copyOf(offsets), matcher.searched(), reached, isDone);
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        PartitionQueue queue = queues.get(new TopicPartition(record.topic(), record.partition()));
        if (queue == null || record.offset() >= queue.end()) {
            return;
        }
        queue.passes(record.timestamp());
        Entry entry = matcher.of(record);
        if (entry != null) {
            queue.add(entry);
        }
    }

    private boolean isRead() {
        return queues.values().stream().allMatch(PartitionQueue::isRead);
    }

    /** Pauses partitions that are read to their end and, if many entries wait, also those that have waiting entries. */
    private void hold() {
        int waiting = queues.values().stream().mapToInt(PartitionQueue::size).sum();
        Set<TopicPartition> held = queues.entrySet().stream()
                .filter(queue -> queue.getValue().isRead()
                        || (waiting > MOST_WAITING && !queue.getValue().isEmpty()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        client.resume(client.assignment());
        client.pause(held);
    }

    /**
     * Takes the entries for which no other partition can have an older one, as far as records are in the order of their
     * times.
     */
    private void take(List<Entry> found) {
        while (found.size() < MOST_AT_ONCE) {
            PartitionQueue oldest = queues.values().stream()
                    .filter(queue -> !queue.isEmpty())
                    .min(Comparator.comparingLong(PartitionQueue::time))
                    .orElse(null);
            long unread = queues.values().stream()
                    .filter(queue -> queue.isEmpty() && !queue.isRead())
                    .mapToLong(PartitionQueue::time)
                    .min()
                    .orElse(Long.MAX_VALUE);
            reached = Math.max(reached, unread == Long.MAX_VALUE ? reached : unread);
            if (oldest == null || oldest.time() > unread) {
                return;
            }
            reached = Math.max(reached, oldest.time());
            found.add(oldest.remove());
        }
    }

    @Override
    public void close() {
        client.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}

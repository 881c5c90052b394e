package io.imbridge.console;

import io.imbridge.events.EntryFilter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Starts searches of the past for streams: from a time, from a page's place, or of one group. */
final class Searches {
    private final EventLog log;
    private final EntryFilter filter;

    Searches(EventLog log, EntryFilter filter) {
        this.log = log;
        this.filter = filter;
    }

    /** Finds the offsets at which a search begins. */
    private interface Start {
        Map<TopicPartition, Long> offsets(Consumer<byte[], byte[]> client);
    }

    /** The first search of a stream, up to the place of the live log. */
    ForwardSearch of(StreamStart streamStart, Map<TopicPartition, Long> ends) {
        if (streamStart instanceof StreamStart.From from) {
            return from(from.time(), ends);
        }
        if (streamStart instanceof StreamStart.OfGroup group) {
            return ofGroup(group.groupId(), ends);
        }
        throw new IllegalStateException("a stream that begins with " + streamStart + " searches nothing first");
    }

    /** Searches from a time on. */
    private ForwardSearch from(Instant time, Map<TopicPartition, Long> ends) {
        long timestamp = time.toEpochMilli();
        return begin(ends, timestamp, client -> {
            Map<TopicPartition, Long> times =
                    ends.keySet().stream().collect(Collectors.toMap(partition -> partition, partition -> timestamp));
            Map<TopicPartition, Long> begins = new HashMap<>();
            for (Map.Entry<TopicPartition, OffsetAndTimestamp> first :
                    client.offsetsForTimes(times, KafkaReaders.PATIENCE).entrySet()) {
                if (first.getValue() != null) {
                    begins.put(first.getKey(), first.getValue().offset());
                }
            }
            return begins;
        });
    }

    /** Searches from a page's place. A topic that was created again since then is read from its beginning. */
    ForwardSearch behind(Map<TopicPartition, Long> wanted, Map<TopicPartition, Long> ends) {
        return begin(ends, Long.MIN_VALUE, client -> {
            Map<TopicPartition, Long> begins = new HashMap<>();
            ends.keySet().forEach(partition -> begins.put(partition, wanted.getOrDefault(partition, 0L)));
            Set<TopicPartition> beyond = ends.entrySet().stream()
                    .filter(end -> begins.getOrDefault(end.getKey(), 0L) > end.getValue())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            client.endOffsets(beyond, KafkaReaders.PATIENCE).forEach((partition, end) -> {
                if (begins.getOrDefault(partition, 0L) > end) {
                    begins.put(partition, 0L);
                }
            });
            return begins;
        });
    }

    /** Searches all events of a group. */
    private ForwardSearch ofGroup(String groupId, Map<TopicPartition, Long> ends) {
        return begin(ends, Long.MIN_VALUE, client -> {
            Set<TopicPartition> own = log.groupPartitions().of(groupId, client, ends.keySet());
            return client.beginningOffsets(own, KafkaReaders.PATIENCE);
        });
    }

    private ForwardSearch begin(Map<TopicPartition, Long> ends, long notBefore, Start start) {
        Consumer<byte[], byte[]> client = log.clients().openToSearch();
        try {
            EntryMatcher matcher = new EntryMatcher(log.entries(), filter, notBefore);
            return new ForwardSearch(client, matcher, start.offsets(client), ends);
        } catch (KafkaException failed) {
            client.close();
            throw failed;
        }
    }
}

package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Publishes the vendor's answers to Kafka and compares them with the known profiles. */
final class ReadPublisher {
    /** Looks known profiles up. */
    interface Known {
        /** The JSON of a profile; null if it is not known. */
        @Nullable
        ObjectNode known(boolean isTopic, String id) throws IOException;
    }

    /** The vendor's fields have some kilobytes. Kafka accepts a megabyte unless it is configured otherwise. */
    private static final int MOST_BYTES = 512 * 1024;

    private final ReadRecords records;
    private final KafkaSender sender;
    private final Known known;
    private final ReadStatistics statistics;

    /** The topics that were read. */
    private final List<String> topics = new ArrayList<>();

    ReadPublisher(ReadRecords records, KafkaSender sender, Known known, ReadStatistics statistics) {
        this.records = records;
        this.sender = sender;
        this.known = known;
        this.statistics = statistics;
    }

    /** Publishes one batch. A group comes before its topics, so that no topic is without its group. */
    void publish(Batch batch) throws IOException {
        VendorAnswer.Profiles info = batch.info();
        if (info != null) {
            for (Map.Entry<String, ObjectNode> group : info.found().entrySet()) {
                try {
                    publishGroup(
                            group.getKey(),
                            group.getValue(),
                            info.asked(),
                            batch.topics().get(group.getKey()));
                } catch (KafkaException unreachable) {
                    throw unreachable;
                } catch (RuntimeException odd) {
                    statistics.failed(group.getKey(), "it cannot be told: " + odd);
                }
            }
            for (String id : info.gone()) {
                sender.send(records.gone(id, info.asked()));
                if (known.known(false, id) != null) {
                    statistics.count("group.ended");
                }
            }
        }
        batch.failed().forEach(statistics::failed);
    }

    /** The ids of the topics that were published, or found to have ended, since the last call. */
    List<String> takeTopics() {
        List<String> taken = List.copyOf(topics);
        topics.clear();
        return taken;
    }

    private void publishGroup(String id, ObjectNode fields, Instant asked, VendorAnswer.@Nullable Profiles itsTopics)
            throws IOException {
        if (!send(id, records.group(id, fields, asked))) {
            return;
        }
        ObjectNode before = known.known(false, id);
        count("group", before, fields);
        if (itsTopics != null) {
            publishTopics(id, before, itsTopics);
        }
    }

    /**
     * Publishes the topics of a group.
     *
     * @param before the group's profile; null if it is not known
     */
    void publishTopics(String id, @Nullable ObjectNode before, VendorAnswer.Profiles itsTopics) throws IOException {
        boolean areAllPublished = itsTopics.failed().isEmpty();
        for (Map.Entry<String, ObjectNode> topic : itsTopics.found().entrySet()) {
            String name = topic.getKey();
            if (send(id + " " + name, records.topic(id, name, topic.getValue(), itsTopics.asked()))) {
                count("topic", known.known(true, name), topic.getValue());
                topics.add(name);
            } else {
                areAllPublished = false;
            }
        }
        if (areAllPublished) {
            sender.send(records.allTopics(id, itsTopics.asked()));
            countEnded(before, itsTopics);
        } else {
            itsTopics.failed().forEach((topic, words) -> statistics.failed(id + " " + topic, words));
        }
    }

    /** Sends a record if Kafka accepts its size, and returns whether it did. A record that is too large fails alone. */
    private boolean send(String id, ProducerRecord<byte[], byte[]> record) {
        int bytes = record.value().length;
        if (bytes > MOST_BYTES) {
            statistics.failed(id, "it has " + bytes + " bytes, and more than " + MOST_BYTES + " are not told");
            return false;
        }
        sender.send(record);
        return true;
    }

    private void count(String subject, @Nullable ObjectNode before, ObjectNode now) {
        if (before == null) {
            statistics.count(subject + ".new");
        } else {
            statistics.known(subject, before, now);
        }
    }

    private void countEnded(@Nullable ObjectNode before, VendorAnswer.Profiles now) {
        if (before != null) {
            for (JsonNode id : before.path("topicIds")) {
                if (!now.found().containsKey(id.asText())) {
                    statistics.count("topic.ended");
                    topics.add(id.asText());
                }
            }
        }
    }
}

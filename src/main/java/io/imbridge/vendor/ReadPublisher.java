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

/** Tells Kafka what the vendor answered, and compares it with what was known. */
final class ReadPublisher {
    /** Where profiles that are known are looked up. */
    interface Known {
        /** JSON of a profile; null for one that is not known. */
        @Nullable
        ObjectNode known(boolean isTopic, String id) throws IOException;
    }

    /** The vendor's fields are of some kilobytes; Kafka takes a megabyte unless told otherwise. */
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

    /** Tells one batch. A group stands before its topics, so that no topic is without one. */
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

    /** The ids of the topics that were told since they were taken last. */
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
     * Tells the topics of a group.
     *
     * @param before the group's profile; null for one that is not known
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

    /** Whether it is no larger than Kafka takes: a larger one fails alone. */
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

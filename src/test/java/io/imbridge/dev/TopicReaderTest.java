package io.imbridge.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** With the fake consumer that comes with Kafka's own clients. */
class TopicReaderTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final TopicReader reader = new TopicReader(
            consumer, topic -> topic.startsWith("im."), new PrintStream(printed, true, UTF_8), Duration.ofMillis(50));
    private long next;

    @Test
    void it_prints_the_topics_that_are_wanted_also_those_that_come_later() throws Exception {
        exists("im.early");
        exists("other");
        reader.look();
        assertThat(consumer.assignment()).containsExactly(new TopicPartition("im.early", 0));

        exists("im.late");
        arrives("im.early", "one");
        reader.read();
        arrives("im.early", "two");
        arrives("im.late", "three");
        reader.read();

        assertThat(printed.toString(UTF_8).lines().filter(line -> line.matches("one|two|three")))
                .containsExactlyInAnyOrder("one", "two", "three");
    }

    private void exists(String topic) {
        Node node = new Node(1, "localhost", 9092);
        Node[] nodes = {node};
        consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, node, nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, 0), 0L));
    }

    private void arrives(String topic, String value) {
        consumer.addRecord(new ConsumerRecord<>(topic, 0, next++, null, value.getBytes(UTF_8)));
    }
}

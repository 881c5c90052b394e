package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** The reader of topics, tested with the fake consumer of Kafka's own clients. */
class TopicReaderTest {
    private static final String READING = "Reading im.* from Kafka at kafka:9092. Ctrl-C ends it.";

    private final StringWriter printed = new StringWriter();
    private final StringWriter told = new StringWriter();
    private final TailOutput output = new TailOutput(
            new PrintWriter(printed, true), new PrintWriter(told, true), "im.*", "kafka:9092", RecordText::of);
    private final Cluster cluster = new Cluster();
    private boolean unknown;

    /** A cluster that responds only if the test says so. */
    private static final class Cluster extends MockConsumer<byte[], byte[]> {
        private boolean unreachable;
        private long next;

        Cluster() {
            super("earliest");
        }

        void has(String topic) {
            Node node = new Node(1, "localhost", 9092);
            Node[] nodes = {node};
            TopicPartition partition = new TopicPartition(topic, 0);
            updatePartitions(topic, List.of(new PartitionInfo(topic, 0, node, nodes, nodes)));
            updateBeginningOffsets(Map.of(partition, 0L));
            updateEndOffsets(Map.of(partition, next));
        }

        void takes(String topic, String value) {
            addRecord(new ConsumerRecord<>(topic, 0, next++, null, value.getBytes(UTF_8)));
        }

        @Override
        public Map<String, List<PartitionInfo>> listTopics(Duration patience) {
            if (unreachable) {
                throw new TimeoutException("Nobody answers");
            }
            return super.listTopics(patience);
        }
    }

    @Test
    void it_prints_the_topics_that_are_wanted_also_those_that_come_later() throws Exception {
        TopicReader reader = reader(false);
        cluster.has("im.early");
        cluster.has("other");
        reader.read();
        assertThat(cluster.assignment()).containsExactly(new TopicPartition("im.early", 0));

        cluster.takes("im.early", "one");
        reader.read();
        cluster.has("im.late");
        cluster.schedulePollTask(() -> cluster.takes("im.late", "two"));
        reader.read();

        assertThat(values()).containsExactly("one", "two");
    }

    @Test
    void what_is_there_at_the_beginning_may_be_passed_over_but_no_topic_that_comes_later() throws Exception {
        TopicReader reader = reader(true);
        cluster.next = 5;
        cluster.has("im.early");
        reader.read();

        cluster.takes("im.early", "new");
        reader.read();
        cluster.next = 0;
        cluster.has("im.late");
        cluster.schedulePollTask(() -> cluster.takes("im.late", "first"));
        reader.read();

        assertThat(values()).containsExactly("new", "first");
    }

    @Test
    void while_kafka_is_unreachable_it_waits_and_says_so_once() throws Exception {
        TopicReader reader = reader(false);
        unknown = true;
        reader.read();
        unknown = false;
        cluster.unreachable = true;
        reader.read();
        reader.read();
        assertThat(told())
                .containsExactly(
                        "Kafka at kafka:9092 does not answer: waiting for it. --kafka names another. Ctrl-C ends it.");

        cluster.unreachable = false;
        cluster.has("im.early");
        reader.read();
        cluster.unreachable = true;
        reader.read();
        reader.read();
        cluster.unreachable = false;
        cluster.schedulePollTask(() -> cluster.takes("im.early", "after"));
        reader.read();
        reader.read();

        assertThat(told().subList(1, told().size()))
                .containsExactly(
                        READING,
                        "Kafka at kafka:9092 does not answer any more: waiting for it.",
                        "Kafka at kafka:9092 answers again.");
        assertThat(values()).containsExactly("after");
    }

    @Test
    void what_kafka_will_not_do_is_not_waited_for() {
        cluster.has("im.early");
        cluster.setPollException(new TopicAuthorizationException("im.early"));

        assertThatThrownBy(() -> reader(false).read()).isInstanceOf(TopicAuthorizationException.class);
    }

    private TopicReader reader(boolean onlyNew) {
        TopicReader.Start start = onlyNew ? TopicReader.Start.atEnd() : null;
        return new TopicReader(this::connect, topic -> topic.startsWith("im."), start, output, Duration.ofMillis(50));
    }

    private Consumer<byte[], byte[]> connect() {
        if (unknown) {
            throw new DisconnectException("No resolvable bootstrap urls");
        }
        return cluster;
    }

    private List<String> values() {
        return printed.toString()
                .lines()
                .filter(line -> line.matches("one|two|new|first|after"))
                .toList();
    }

    private List<String> told() {
        return told.toString().lines().toList();
    }
}

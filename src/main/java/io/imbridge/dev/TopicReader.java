package io.imbridge.dev;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Prints the records of the bridge's topics, from the first one on and then as they arrive, until Ctrl-C.
 *
 * <p>Arguments are names of topics; none are all that begin with the bridge's prefix. It looks for new ones every
 * second. It assigns itself the partitions instead of joining a group, and so leaves no trace in the cluster.
 */
public final class TopicReader {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Predicate<String> wanted;
    private final PrintStream out;
    private final Duration look;

    TopicReader(Consumer<byte[], byte[]> consumer, Predicate<String> wanted, PrintStream out, Duration look) {
        this.consumer = consumer;
        this.wanted = wanted;
        this.out = out;
        this.look = look;
    }

    /** Takes {@code kafka.bootstrap.servers} and {@code bridge.publish.topic-prefix} as system properties. */
    public static void main(String[] topics) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String servers = System.getProperty("kafka.bootstrap.servers", "localhost:9092");
        String prefix = System.getProperty("bridge.publish.topic-prefix", "im") + ".";
        Set<String> named = Set.copyOf(List.of(topics));
        Predicate<String> wanted = named.isEmpty() ? topic -> topic.startsWith(prefix) : named::contains;
        try (Consumer<byte[], byte[]> consumer = consumer(servers)) {
            TopicReader reader = new TopicReader(consumer, wanted, out, LOOK);
            reader.look();
            out.println(
                    "Reading " + (named.isEmpty() ? prefix + "*" : named) + " at " + servers + "; Ctrl-C ends it.\n");
            while (true) {
                reader.read();
            }
        } catch (TimeoutException nobody) {
            fail("No broker answers at " + servers + ": start ./mvnw quarkus:dev");
        } catch (KafkaException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            fail("Cannot read at " + servers + ": " + cause.getMessage());
        }
    }

    /** Takes in the topics that came since. */
    void look() {
        List<TopicPartition> partitions = consumer.listTopics(PATIENCE).entrySet().stream()
                .filter(topic -> wanted.test(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** Prints what arrives until it is time to look for topics, and looks. */
    void read() throws InterruptedException {
        long begin = System.nanoTime();
        if (consumer.assignment().isEmpty()) {
            Thread.sleep(look.toMillis());
        }
        while (System.nanoTime() - begin < look.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(look)) {
                out.println(RecordText.of(found));
            }
        }
        look();
    }

    private static Consumer<byte[], byte[]> consumer(String servers) {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @SuppressWarnings("SystemExitOutsideMain") // Maven would make a page of a failure that is one sentence.
    private static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}

package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.outbox.Outbox;
import io.imbridge.outbox.OutboxRig;
import io.imbridge.publish.PublishSettings.CloudEvents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/** A relay between a real outbox and a broker that the test simulates. */
final class RelayRig implements AutoCloseable {
    static final String DEAD_LETTERS = "dead-letters";
    static final TopicFacts THERE = new TopicFacts(Uuid.randomUuid(), 6, true);

    private final OutboxRig outbox;
    private final List<FakeProducer> producers = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> found = new CopyOnWriteArrayList<>();
    private final Relay relay;

    RelayRig(Path directory, FakeProducer.Broker broker) {
        this(directory, broker, () -> {}, UnaryOperator.identity());
    }

    /** @param lookup Kafka's answers to questions about records */
    RelayRig(Path directory, FakeProducer.Broker broker, PublishedRecords lookup) {
        this(directory, broker, () -> {}, UnaryOperator.identity(), lookup);
    }

    /**
     * Starts the relay.
     *
     * @param whenPublished called for each record that Kafka has
     * @param faults a layer between the relay and the outbox
     */
    RelayRig(Path directory, FakeProducer.Broker broker, Runnable whenPublished, UnaryOperator<Outbox> faults) {
        this(directory, broker, whenPublished, faults, new FakeLookup());
    }

    private RelayRig(
            Path directory,
            FakeProducer.Broker broker,
            Runnable whenPublished,
            UnaryOperator<Outbox> faults,
            PublishedRecords lookup) {
        outbox = OutboxRig.onDisk(directory);
        CurrentProducer producer = new CurrentProducer(() -> {
            FakeProducer made = new FakeProducer(broker);
            producers.add(made);
            return new OpenProducer(made, () -> {});
        });
        RecordSender sender = new RecordSender(producer, new CloudEventRecords(CloudEvents.BINARY), null);
        Topics topics = topic -> CompletableFuture.completedStage(THERE);
        RelayStatus status = new RelayStatus(Clock.systemUTC());
        relay = new Relay(mailbox -> new Publisher(
                faults.apply(outbox.outbox()),
                mailbox,
                topics,
                producer,
                sender,
                DEAD_LETTERS,
                lookup,
                status,
                observer(whenPublished),
                Clock.systemUTC()));
    }

    private RelayObserver observer(Runnable whenPublished) {
        return new RelayObserver() {
            @Override
            public void published(String topic, Instant received) {
                whenPublished.run();
            }

            @Override
            public void refused(String topic, String reason) {
                refused.add(topic);
            }

            @Override
            public void returned(String topic) {}

            @Override
            public void found(String topic) {
                found.add(topic);
            }

            @Override
            public void replaced() {}
        };
    }

    RelayRig start() {
        relay.start(List.of());
        return this;
    }

    Relay relay() {
        return relay;
    }

    /** Keeps this many records for a topic, with their numbers as values. */
    void keep(String topic, int count) {
        List<CompletableFuture<Void>> kept = IntStream.range(0, count)
                .mapToObj(i -> outbox.outbox()
                        .append(OutboxRig.records(topic, Integer.toString(i)), Duration.ofMinutes(1))
                        .toCompletableFuture())
                .toList();
        kept.forEach(CompletableFuture::join);
    }

    /** The records of a topic in Kafka, in order. */
    List<Integer> published(String topic) {
        return taken(topic).stream()
                .map(record -> Integer.parseInt(new String(record.value(), UTF_8)))
                .toList();
    }

    List<ProducerRecord<byte[], byte[]>> taken(String topic) {
        return producers.stream()
                .flatMap(producer -> producer.taken().stream())
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    /** The topics of the records that became dead letters. */
    List<String> refused() {
        return refused;
    }

    /** The topics of the records that the look-up found in Kafka. */
    List<String> found() {
        return found;
    }

    /** The number of producers that were made. */
    int producers() {
        return producers.size();
    }

    long left() {
        return outbox.outbox().state().rows();
    }

    @Override
    public void close() {
        try {
            relay.stop(Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
    }
}

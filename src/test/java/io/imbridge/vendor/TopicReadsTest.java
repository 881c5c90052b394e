package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.VendorFault;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads of topics continue, whatever happens to one of them, or to Kafka. */
class TopicReadsTest extends ReadingRig {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String THREAD = "profiles-read-topics";

    private final List<String> outcomes = new CopyOnWriteArrayList<>();

    /** The producers to use before real ones. */
    private final Queue<Supplier<Producer<byte[], byte[]>>> producers = new ArrayDeque<>();

    private RunningTopicReads reads;

    @BeforeEach
    void prepare() {
        groups.put("g", "Community", "n");
        groups.putTopic("g", "t", "Routes");
        ProfileReading.Kafka kafka = kafka(names);
        ProfileReading reading = new ProfileReading(
                VendorRig.settings(vendor, directory, 20),
                null,
                new ProfileReading.Kafka(
                        kafka.consumer(),
                        () -> producers.isEmpty()
                                ? producer()
                                : producers.remove().get(),
                        kafka.admin(),
                        names),
                Clock.systemUTC(),
                VendorRig.FAST);
        reads = new RunningTopicReads(
                reading, Set.of(APP), (kind, outcome) -> outcomes.add(outcome.name()), Duration.ofMillis(10));
    }

    @AfterEach
    void stopReads() throws Exception {
        reads.stop();
    }

    @Test
    void a_producer_that_cannot_be_made_is_made_later() {
        producers.add(() -> {
            throw new KafkaException("No resolvable bootstrap urls");
        });
        want("DONE");

        assertThat(outcomes).containsExactly("DONE");
        assertThat(told()).containsExactly("topic t", "topics g");
    }

    @Test
    void a_producer_that_failed_is_replaced() {
        MockProducer<byte[], byte[]> broken = mock();
        broken.sendException = new KafkaException("fatal");
        producers.add(() -> broken);
        want("DONE");

        assertThat(broken.closed()).isTrue();
        assertThat(outcomes).containsExactly("DONE");
        assertThat(told()).containsExactly("topic t", "topics g");
    }

    @Test
    void a_defect_fails_its_own_read_alone() {
        producers.add(() -> {
            throw new IllegalStateException("A defect");
        });
        want("FAILED");
        want("DONE");

        assertThat(outcomes).containsExactly("FAILED", "DONE");
    }

    @Test
    void one_that_fails_is_tried_again_some_times() {
        VendorFault unreachable = new VendorFault.Code(10002, "internal error");
        int tries = RunningTopicReads.TIMES * (VendorRig.FAST.times() + 1);
        vendor.fail(TOPICS, Stream.generate(() -> unreachable).limit(tries).toArray(VendorFault[]::new));
        want("FAILED");
        assertThat(vendor.requests(TOPICS)).isEqualTo(tries);

        want("DONE");
        assertThat(outcomes).containsExactly("FAILED", "DONE");
    }

    @Test
    void with_their_end_the_thread_and_the_producer_end() throws Exception {
        MockProducer<byte[], byte[]> last = mock();
        producers.add(() -> last);
        want("DONE");

        reads.stop();

        assertThat(last.closed()).isTrue();
        assertThat(running()).isZero();
        reads.want(APP, "g");
        assertThat(running()).isZero();
    }

    @Test
    void the_service_ends_them() throws Exception {
        VendorBeans beans = new VendorBeans(
                VendorRig.settings(vendor, directory, 20),
                () -> {
                    throw new KafkaException("unreachable");
                },
                names,
                Clock.systemUTC());
        beans.topicReads((kind, outcome) -> {}).want(APP, "g");
        assertThat(running()).isEqualTo(1);

        beans.stop(new ShutdownEvent());

        assertThat(running()).isZero();
    }

    private void want(String outcome) {
        reads.want(APP, "g");
        await().atMost(LONG).until(() -> outcomes.contains(outcome));
    }

    private static MockProducer<byte[], byte[]> mock() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static long running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(THREAD))
                .count();
    }
}

package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.LIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.VendorFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Reads that the service makes by itself: on schedule, and of topics that changed. */
class ScheduledReadsTest extends ReadingRig {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<String> outcomes = new CopyOnWriteArrayList<>();

    @Test
    void one_of_several_instances_reads_and_another_one_takes_over_and_knows_when_that_was() throws Exception {
        groups.put("g", "Public", "n");
        ScheduledReads one = instance("one", Duration.ofHours(1));
        one.start();
        await().atMost(LONG).until(() -> outcomes.contains("one ALL DONE"));
        ScheduledReads two = instance("two", Duration.ofHours(1));
        two.start();
        ScheduledReads often = instance("often", Duration.ofMillis(1));
        one.stop();
        two.stop();
        assertThat(vendor.requests(LIST)).isEqualTo(1);

        often.start();
        await().atMost(LONG).until(() -> outcomes.contains("often ALL DONE"));
        often.stop();

        assertThat(outcomes)
                .doesNotContain("two ALL DONE")
                .filteredOn("one ALL DONE"::equals)
                .hasSize(1);
        assertThat(told("g")).contains("group g");
    }

    @Test
    void one_that_fails_is_counted() throws Exception {
        vendor.fail(LIST, new VendorFault.Code(60010, "admin only"));
        ScheduledReads one = instance("one", Duration.ofHours(1));
        one.start();
        await().atMost(LONG).until(() -> outcomes.contains("one ALL FAILED"));
        one.stop();
    }

    @Test
    void one_that_kafka_cannot_be_told_of_is_counted_and_not_made_again() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        ScheduledReads one =
                instance("one", Duration.ofHours(1), () -> new KafkaConsumer<>(member(), bytes(), bytes()) {
                    @Override
                    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
                        if (commits.incrementAndGet() == 1) {
                            throw new TimeoutException("Kafka is unreachable");
                        }
                        super.commitSync(offsets);
                    }
                });
        one.start();
        await().atMost(LONG).until(() -> commits.get() == 2);
        one.stop();

        assertThat(outcomes).containsExactly("one ALL DONE");
        assertThat(vendor.requests(LIST)).isEqualTo(1);
    }

    @Test
    void one_that_was_broken_off_before_the_last_one_does_not_go_on() throws Exception {
        groups.put("g", "Public", "n");
        groups.put("h", "Public", "n");
        vendor.fail(LIST, new VendorFault.Raw("""
                {"ErrorCode":0,"TotalCount":2,"Next":1,"GroupIdList":[{"GroupId":"g"}]}
                """), new VendorFault.Code(60010, "admin only"));
        ReadThread broken = new ReadThread(reading(20), APP, Instant.now(), Instant.EPOCH);
        broken.start();
        broken.join();
        assertThat(broken.isRead()).isFalse();

        ReadThread next = new ReadThread(reading(20), APP, Instant.now(), Instant.now());
        next.start();
        next.join();

        assertThat(next.isWhole()).isTrue();
        assertThat(told()).filteredOn("group g"::equals).hasSize(2);
    }

    @Test
    void topics_that_are_wanted_are_read_and_nothing_else_of_the_group() throws Exception {
        groups.put("g", "Community", "n");
        groups.putTopic("g", "t", "Routes");
        RunningTopicReads reads = new RunningTopicReads(reading(20), Set.of(APP), observer("topics"));
        reads.want("1", "g");
        reads.want(APP, "g");
        reads.want(APP, "none");
        await().atMost(LONG).until(() -> outcomes.size() == 2);
        reads.stop();

        assertThat(outcomes).containsExactly("topics TOPICS DONE", "topics TOPICS FAILED");
        assertThat(told()).containsExactly("topic t", "topics g");
    }

    private ScheduledReads instance(String name, Duration every) {
        return instance(name, every, () -> new KafkaConsumer<>(member(), bytes(), bytes()));
    }

    private ScheduledReads instance(String name, Duration every, Supplier<Consumer<byte[], byte[]>> consumer) {
        return new ScheduledReads(
                reading(20), consumer, names.profileReads(), Set.of(APP), every, observer(name), Clock.systemUTC());
    }

    private Map<String, Object> member() {
        return Map.of("bootstrap.servers", Kafka.bootstrapServers(), "group.id", prefix, "enable.auto.commit", false);
    }

    private static ByteArrayDeserializer bytes() {
        return new ByteArrayDeserializer();
    }

    private VendorObserver observer(String name) {
        return (kind, outcome) -> outcomes.add(name + " " + kind + " " + outcome);
    }
}

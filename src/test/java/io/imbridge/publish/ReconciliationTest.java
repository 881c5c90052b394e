package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay asks Kafka which records it has before it sends any of them again. */
class ReconciliationTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMillis(500);

    @TempDir
    private Path directory;

    private final AtomicInteger sent = new AtomicInteger();
    private final Set<Integer> had = ConcurrentHashMap.newKeySet();
    private FakeLookup lookup;

    @Test
    void what_a_replaced_producer_brought_to_kafka_unheard_is_not_sent_again() {
        List<FakeProducer.End> unheard = new ArrayList<>();
        FakeProducer.Broker broker = (record, end) -> {
            int number = sent.getAndIncrement();
            if (number < 50 || number >= 60) {
                end.of(null);
                return;
            }
            unheard.add(end);
            if (number % 2 == 0) {
                has(record);
            }
            if (number == 59) {
                unheard.forEach(each -> each.of(new ProducerFencedException("fenced")));
            }
        };
        try (RelayRig rig = rig(broker)) {
            rig.keep("t", 200);
            rig.start();

            await().atMost(SOON).until(() -> rig.left() == 0);
            assertThat(had).hasSize(5);
            assertThat(rig.published("t"))
                    .doesNotContainAnyElementsOf(had)
                    .isSorted()
                    .hasSize(200 - had.size());
            assertThat(rig.found()).hasSize(had.size());
        }
    }

    @Test
    void a_timeout_of_kafkas_client_leaves_a_doubt() {
        FakeProducer.Broker broker = (record, end) -> {
            if (sent.getAndIncrement() == 5) {
                has(record);
                end.of(new TimeoutException("no answer"));
            } else {
                end.of(null);
            }
        };
        try (RelayRig rig = rig(broker)) {
            rig.keep("t", 20);
            rig.start();

            await().atMost(SOON).until(() -> rig.left() == 0);
            assertThat(rig.published("t")).hasSize(19).doesNotContainAnyElementsOf(had);
        }
    }

    @Test
    void what_a_process_before_this_one_published_and_could_not_delete_is_not_sent_again() {
        try (RelayRig rig = rig((record, end) -> {
            has(record);
        })) {
            rig.keep("t", 30);
            rig.start();
            await().atMost(SOON).until(() -> had.size() > 0);
        }
        List<Integer> before = List.copyOf(had);
        FakeLookup known = lookup;

        try (RelayRig rig = new RelayRig(directory, (record, end) -> end.of(null), known)) {
            rig.start();

            await().atMost(SOON).until(() -> rig.left() == 0);
            assertThat(rig.published("t"))
                    .isSorted()
                    .hasSize(30 - before.size())
                    .doesNotContainAnyElementsOf(before);
        }
    }

    @Test
    void nothing_of_a_topic_is_sent_before_kafka_has_answered_and_other_topics_go_on() {
        try (RelayRig rig = rig((record, end) -> {
            boolean isFirst = record.topic().equals("t") && sent.getAndIncrement() == 0;
            end.of(isFirst ? new ProducerFencedException("fenced") : null);
        })) {
            rig.keep("other", 1);
            rig.start();
            await().atMost(SOON).until(() -> rig.left() == 0);
            lookup.beSilent();
            rig.keep("t", 10);
            rig.keep("other", 10);

            await().atMost(SOON).until(() -> rig.published("other").size() == 11);
            await().during(A_WHILE).atMost(SOON).until(() -> rig.published("t").isEmpty());
            lookup.answer();
            await().atMost(SOON).until(() -> rig.left() == 0);
            assertThat(rig.published("t"))
                    .isEqualTo(IntStream.range(0, 10).boxed().toList());
        }
    }

    @Test
    void a_dead_letter_that_kafka_has_is_not_written_twice() {
        FakeProducer.Broker broker = (record, end) -> {
            if (record.topic().equals("t")) {
                end.of(new RecordTooLargeException("too large"));
            } else if (sent.getAndIncrement() == 0) {
                has(record);
                end.of(new TimeoutException("no answer"));
            } else {
                end.of(null);
            }
        };
        try (RelayRig rig = rig(broker)) {
            rig.keep("t", 3);
            rig.start();

            await().atMost(SOON).until(() -> rig.left() == 0);
            assertThat(rig.taken(RelayRig.DEAD_LETTERS)).hasSize(2);
            assertThat(lookup.asked()).anyMatch(topics -> topics.containsKey(RelayRig.DEAD_LETTERS));
        }
    }

    private RelayRig rig(FakeProducer.Broker broker) {
        lookup = new FakeLookup();
        return new RelayRig(directory, broker, lookup);
    }

    /** Notes that Kafka has a record, although its producer will not learn of it. */
    private void has(ProducerRecord<byte[], byte[]> record) {
        had.add(Integer.parseInt(new String(record.value(), UTF_8)));
        lookup.has(Long.parseLong(header(record, "ce_sequence")), UUID.fromString(header(record, "ce_id")));
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}

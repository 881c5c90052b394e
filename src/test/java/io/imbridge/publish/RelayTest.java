package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.outbox.Outbox;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void an_error_in_its_loop_loses_no_record() {
        AtomicInteger published = new AtomicInteger();
        Runnable fails = () -> {
            if (published.incrementAndGet() == 700) {
                throw new OutOfMemoryError("once");
            }
        };
        try (RelayRig rig = new RelayRig(directory, (record, end) -> end.of(null), fails, UnaryOperator.identity())) {
            rig.keep("t", 3000);
            rig.start();

            await().atMost(SOON).until(() -> rig.left() == 0);
            assertThat(Set.copyOf(rig.published("t"))).hasSize(3000);
            assertThat(rig.relay().isRunning()).isTrue();
        }
    }

    @Test
    void an_error_that_it_cannot_put_right_ends_it_so_that_liveness_tells() {
        Runnable fails = () -> {
            throw new OutOfMemoryError("while hearing of a record");
        };
        FakeProducer.Broker first = (record, end) -> {
            if (record.value()[0] == '0') {
                end.of(null);
            }
        };
        try (RelayRig rig = new RelayRig(directory, first, fails, RelayTest::takesNothingBack)) {
            rig.keep("t", 1);
            rig.keep("other", 2);
            rig.start();

            await().atMost(SOON).until(() -> !rig.relay().isRunning());
        }
    }

    @Test
    void topics_that_stand_still_leave_room_for_the_others() {
        FakeProducer.Broker broker = (record, end) -> {
            if (!record.topic().startsWith("stuck") || record.value().length == 1 && record.value()[0] == '0') {
                end.of(null);
            }
        };
        try (RelayRig rig = new RelayRig(directory, broker)) {
            IntStream.range(0, 12).forEach(i -> rig.keep("stuck" + i, 1500));
            rig.start();
            await().atMost(SOON).until(() -> rig.relay().state().inFlight() > 4000);

            rig.keep("well", 2000);

            await().atMost(SOON).until(() -> rig.published("well").size() == 2000);
        }
    }

    @Test
    void backlogs_drain_side_by_side() {
        Map<String, AtomicInteger> heard = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<FakeProducer.End> waiting = new ConcurrentLinkedQueue<>();
        AtomicInteger free = new AtomicInteger(30);
        FakeProducer.Broker slow = (record, end) -> {
            heard.computeIfAbsent(record.topic(), unseen -> new AtomicInteger()).incrementAndGet();
            if (free.getAndDecrement() > 0) {
                end.of(null);
            } else {
                waiting.add(end);
            }
        };
        try (RelayRig rig = new RelayRig(directory, slow)) {
            // As many as fit into memory; records after them in the file wait for them.
            IntStream.range(0, 30).forEach(i -> rig.keep("backlog" + i, 300));
            rig.start();

            await().atMost(SOON).until(() -> heard.size() == 30);
            await().atMost(SOON).until(() -> heard.values().stream().allMatch(count -> count.get() > 100));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void records_whose_times_kafka_refuses_are_sent_without(boolean isOnlyOneInItsBatch) {
        Exception refusal = isOnlyOneInItsBatch
                ? new InvalidTimestampException("out of range")
                : new InvalidRecordException("Timestamp of message is out of range.");
        FakeProducer.Broker broker = (record, end) -> end.of(record.timestamp() == null ? null : refusal);
        try (RelayRig rig = new RelayRig(directory, broker)) {
            rig.keep("t", 500);
            rig.start();

            await().atMost(SOON).until(() -> rig.left() == 0);
            assertThat(rig.published("t")).isEqualTo(numbers(500));
            assertThat(rig.refused()).isEmpty();
        }
    }

    @Test
    void a_record_that_is_invalid_also_without_its_time_is_a_dead_letter() {
        FakeProducer.Broker broker = (record, end) ->
                end.of(record.topic().equals("t") ? new InvalidRecordException("it has no key") : null);
        try (RelayRig rig = new RelayRig(directory, broker)) {
            rig.keep("t", 20);
            rig.start();

            await().atMost(SOON).until(() -> rig.left() == 0);
            assertThat(rig.taken(RelayRig.DEAD_LETTERS)).hasSize(20);
        }
    }

    @Test
    void a_topic_that_fails_in_the_middle_of_its_records_keeps_their_order() {
        AtomicInteger sent = new AtomicInteger();
        FakeProducer.Broker broker =
                (record, end) -> end.of(sent.incrementAndGet() % 97 == 0 ? new TopicAuthorizationException("t") : null);
        try (RelayRig rig = new RelayRig(directory, broker)) {
            rig.keep("t", 300);
            rig.start();

            await().atMost(SOON).until(() -> rig.left() == 0);
            assertThat(rig.published("t")).isEqualTo(numbers(300));
            assertThat(rig.relay().state().pausedTopics()).isEmpty();
        }
    }

    private static Outbox takesNothingBack(Outbox real) {
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("putBack")) {
                        throw new OutOfMemoryError("while giving back");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}

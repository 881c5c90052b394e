package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tests that wait for the relay's pauses. They run together with other waiting tests, and so are not unit tests. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class RelayPausesIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void a_record_whose_end_is_told_twice_does_not_stop_its_topic() {
        AtomicInteger sent = new AtomicInteger();
        Exception refusal = new ClusterAuthorizationException("no right to write");
        FakeProducer.Broker twice = (record, end) -> {
            if (sent.incrementAndGet() <= 3) {
                end.of(refusal);
                throw new KafkaException("The producer is in an error state.", refusal);
            }
            end.of(null);
        };
        try (RelayRig rig = new RelayRig(directory, twice)) {
            rig.keep("t", 50);
            rig.keep("other", 50);
            rig.start();

            await().atMost(SOON.multipliedBy(2)).until(() -> rig.left() == 0);
            assertThat(rig.published("t")).isEqualTo(numbers(50));
            assertThat(rig.published("other")).isEqualTo(numbers(50));
            assertThat(rig.relay().state().inFlight()).isZero();
        }
    }

    @Test
    void a_producer_that_fails_for_ever_is_not_replaced_each_second() {
        FakeProducer.Broker never =
                (record, end) -> end.of(new ClusterAuthorizationException("no right to write idempotently"));
        try (RelayRig rig = new RelayRig(directory, never)) {
            rig.keep("t", 1);
            rig.start();

            await().atMost(SOON).until(() -> rig.producers() == 3);
            // A second, two, four: a fourth producer would already exist if the pauses did not grow.
            await().pollDelay(Duration.ofSeconds(2)).until(() -> rig.producers() == 3);
        }
    }

    @Test
    void a_topic_that_always_fails_for_no_reason_of_kafkas_does_not_have_the_others_wait() {
        FakeProducer.Broker broker = (record, end) ->
                end.of(record.topic().equals("odd") ? new UnknownServerException("for no reason") : null);
        AtomicInteger round = new AtomicInteger();
        try (RelayRig rig = new RelayRig(directory, broker)) {
            rig.keep("odd", 10);
            rig.start();

            await().atMost(SOON).until(() -> {
                rig.keep("well", 1);
                round.incrementAndGet();
                return rig.relay().state().pausedTopics().contains("odd");
            });
            await().atMost(SOON).until(() -> rig.published("well").size() == round.get());
            assertThat(rig.producers()).isEqualTo(1);
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}

package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.imbridge.callback.KafkaCluster;
import io.imbridge.callback.TopicNames;
import io.imbridge.testkit.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Kafka does not respond: a request for dead letters gets an answer that says so. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class DeadLettersWithoutKafkaIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final KafkaCluster kafka = new TestCluster("127.0.0.1:1");
    private final KafkaReaders readers = new KafkaReaders(kafka);
    private final DeadLetterReader reading = new DeadLetterReader(readers, new KafkaQueries(readers), "letters");

    @Test
    void while_kafka_is_unreachable_a_sentence_says_so() {
        assertThatThrownBy(() -> reading.ask(consumer -> reading.scan(
                        consumer, DeadLetterCursor.atEnd(), new DeadLetterScan.Bounds(1, Duration.ofSeconds(1)))))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("Kafka cannot be read now: ");
    }

    @Test
    void one_job_runs_at_a_time_and_says_why_it_stopped() {
        Resends resends = new Resends(new ResendRun.Tools(
                new DeadLetterClients(kafka),
                reading,
                new ResentMarks("marks"),
                new ResendPlanner(new NoRebuilder(), new TopicNames("im", Map.of())),
                succeeded -> {},
                Clock.systemUTC()));

        ResendJob first = resends.start(List.of(new DeadLetterId(0, 0)), "console@192.0.2.1", "none");

        assertThatThrownBy(() -> resends.start(List.of(new DeadLetterId(0, 1)), "console@192.0.2.2", "none"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("console@192.0.2.1 sends 1 dead letters again since ");
        await().atMost(SOON).until(() -> first.progress().state() == ResendJob.State.STOPPED);
        assertThat(first.progress().sentence()).startsWith("Kafka does not answer: ");
    }
}

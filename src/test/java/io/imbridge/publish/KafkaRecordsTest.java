package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.LogLines;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** A look-up without an answer still ends; otherwise its topics would wait for ever. */
class KafkaRecordsTest {
    @Test
    void topics_that_may_not_be_read_are_told_and_keep_nobody_waiting() throws Exception {
        try (LogLines log = new LogLines(KafkaRecords.class)) {
            assertThat(find(Forbidding::new)).isEmpty();

            assertThat(log.lines())
                    .containsExactly("WARN Kafka could not be asked what it has: events may be published twice"
                            + " sentence=\"not authorized to read t\" withheld=0");
        }
    }

    @Test
    void a_defect_is_told_and_keeps_nobody_waiting() throws Exception {
        try (LogLines log = new LogLines(KafkaRecords.class)) {
            assertThat(find(() -> {
                        throw new IllegalStateException("a defect");
                    }))
                    .isEmpty();

            assertThat(log.lines())
                    .containsExactly("ERROR Kafka could not be asked what it has: events may be published twice");
        }
    }

    private static Map<Long, UUID> find(Supplier<Consumer<byte[], byte[]>> consumers) throws Exception {
        try (KafkaRecords records = new KafkaRecords(consumers)) {
            return records.find(Map.of("t", Instant.EPOCH))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static final class Forbidding extends MockConsumer<byte[], byte[]> {
        Forbidding() {
            super("earliest");
        }

        @Override
        public synchronized List<PartitionInfo> partitionsFor(String topic) {
            throw new TopicAuthorizationException(Set.of(topic));
        }
    }
}

package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.testkit.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A real broker that creates topics for every client that asks for them. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class KnownTopicsIT {
    @Test
    void a_producer_has_no_topic_made_by_asking_for_it_and_sends_to_it_once_it_is_there() throws Exception {
        try (LocalBroker broker = new LocalBroker(
                                BrokerSettings.defaults().withProperty("auto.create.topics.enable", "true"))
                        .start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                Producer<byte[], byte[]> producer = KnownTopics.producer(configuration(broker))) {
            assertThatThrownBy(() -> producer.send(record()).get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(admin.listTopics().names().get()).isEmpty();

            admin.createTopics(List.of(new NewTopic("t", Optional.of(2), Optional.empty())))
                    .all()
                    .get();

            assertThat(producer.send(record()).get(10, TimeUnit.SECONDS).hasOffset())
                    .isTrue();
        }
    }

    private static ProducerRecord<byte[], byte[]> record() {
        return new ProducerRecord<>("t", new byte[] {1});
    }

    private static Map<String, Object> configuration(LocalBroker broker) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("bootstrap.servers", broker.bootstrapServers());
        configuration.put("max.block.ms", Duration.ofSeconds(1).toMillis());
        configuration.put("key.serializer", ByteArraySerializer.class);
        configuration.put("value.serializer", ByteArraySerializer.class);
        return configuration;
    }
}

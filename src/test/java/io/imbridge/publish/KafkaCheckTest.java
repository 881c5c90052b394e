package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Mistake;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaCheckTest {
    private static final Map<String, Object> CHANNEL =
            Map.of("acks", "all", "enable.idempotence", "true", "connector", "smallrye-kafka");

    @Test
    void what_kafka_s_client_takes_is_no_mistake() {
        assertThat(told(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "linger.ms", "5",
                        "sasl.jaas.config", "anything",
                        "service.host", "10.0.0.1",
                        "reconnect.backoff.max.ms", "1000")))
                .isEmpty();
    }

    @Test
    void every_property_that_it_will_never_take_is_told() {
        assertThat(told(Map.of(
                        "bootstrap.servers", "kafka",
                        "linger.ms", "soon",
                        "batch.size", "-1",
                        "compression.type", "zap")))
                .hasSize(4)
                .anyMatch(
                        line -> line.startsWith("kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS) must be host:port"))
                .anyMatch(line -> line.startsWith("kafka.linger.ms (KAFKA_LINGER_MS): ") && line.contains("soon"))
                .anyMatch(line -> line.startsWith("kafka.batch.size (KAFKA_BATCH_SIZE): ") && line.contains("-1"))
                .anyMatch(line ->
                        line.startsWith("kafka.compression.type (KAFKA_COMPRESSION_TYPE): ") && line.contains("zap"));
    }

    @Test
    void properties_that_contradict_each_other_are_told() {
        assertThat(told(Map.of("bootstrap.servers", "localhost:9092", "max.in.flight.requests.per.connection", "10")))
                .singleElement()
                .asString()
                .contains("max.in.flight.requests.per.connection");
    }

    @Test
    void a_password_is_never_told() {
        assertThat(told(Map.of(
                        "bootstrap.servers", "me:qzx@kafka:9092",
                        "linger.ms", "soon",
                        "sasl.jaas.config", "qzx",
                        "ssl.keystore.password", "qzx",
                        "ssl.key.password", "")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("qzx"));
    }

    private static List<String> told(Map<String, Object> properties) {
        return new KafkaCheck(properties, CHANNEL)
                .mistakes().stream().map(Mistake::right).toList();
    }
}

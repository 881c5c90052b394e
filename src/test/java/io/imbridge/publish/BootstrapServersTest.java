package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapServersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9092",
                "kafka-0.kafka:9092, kafka-1.kafka:9092",
                "my_kafka:1",
                "10.0.0.1:65535",
                "[::1]:9092",
                "[fe80::1%eth0]:9092",
                "::1:9092",
                " kafka:9092 "
            })
    void a_list_of_brokers_is_one(String servers) {
        assertThat(BootstrapServers.mistake(servers)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "kafka|'kafka' has no port",
                "kafka:|'kafka:' is none",
                "kafka:nine|'kafka:nine' is none",
                "kafka:0|'kafka:0' has a port that is none",
                "kafka:65536|'kafka:65536' has a port that is none",
                "kafka:9092:9093|'kafka:9092:9093' is none",
                ":9092|':9092' is none",
                "a:1,,b:2|one is empty",
                "a:1,|one is empty",
                ",|one is empty",
                "a:1 b:2|'a:1 b:2' is none",
                "a:1;b:2|'a:1;b:2' is none",
                "PLAINTEXT://kafka:9092|'PLAINTEXT://kafka:9092' is a URL",
                "http://kafka:9092/|'http://kafka:9092/' is a URL",
            },
            delimiter = '|',
            quoteCharacter = '"')
    void what_is_none_is_told(String servers, String reason) {
        assertThat(BootstrapServers.mistake(servers))
                .isEqualTo("must be host:port, several with commas between them, but " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:qzx@kafka:9092", "me:qzx@kafka:9092"})
    void a_password_in_it_is_not_told(String servers) {
        assertThat(BootstrapServers.mistake(servers)).contains("has an @").doesNotContain("qzx");
    }
}

package io.imbridge.cloudevents;

import static io.imbridge.testkit.Callbacks.post;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Callbacks.signedQuery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.KafkaResource;
import io.imbridge.testkit.KafkaTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The records with {@code bridge.publish.cloud-events=structured}. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(StructuredCloudEventsTest.Structured.class)
class StructuredCloudEventsTest extends CloudEventsContract {
    private static final String PREFIX = "ce-structured";
    private static final String LARGE = "ce-large";
    private static final int MAX_BODY = 1024 * 1024;

    public static class Structured implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "bridge.publish.cloud-events",
                    "structured",
                    "bridge.publish.topic-prefix",
                    PREFIX,
                    "bridge.publish.topics.\"Large.Key\"",
                    LARGE,
                    "bridge.publish.partitions",
                    "1");
        }
    }

    private final KafkaTopics topics = KafkaTopics.shared();

    StructuredCloudEventsTest() {
        super(PREFIX);
    }

    @Override
    Set<String> headers() {
        return Set.of("content-type");
    }

    @Override
    String contentType() {
        return "application/cloudevents+json; charset=UTF-8";
    }

    @Test
    void the_largest_body_fits_even_when_it_is_all_key() {
        String begin = "{\"GroupId\":\"";
        String end = "\"}";
        String key = "k".repeat(MAX_BODY - begin.length() - end.length());

        assertThat(post(query("Large.Key"), begin + key + end).statusCode()).isEqualTo(200);

        assertThat(topics.first(1, LARGE)).singleElement().satisfies(record -> {
            assertThat(new String(record.key(), UTF_8)).isEqualTo(key);
            assertThat(record.value().length).isGreaterThan(2 * key.length());
        });
    }

    @Test
    void a_dead_letter_keeps_its_bytes_and_its_headers() {
        assertThat(post(signedQuery(Callbacks.COMMAND), "{oops").statusCode()).isEqualTo(400);

        assertThat(topics.first(1, PREFIX + ".dead-letter")).singleElement().satisfies(deadLetter -> {
            assertThat(new String(deadLetter.value(), UTF_8)).isEqualTo("{oops");
            assertThat(header(deadLetter, "content-type")).isEqualTo("application/octet-stream");
            assertThat(header(deadLetter, "dead_letter_reason")).isEqualTo("not-json");
            assertThat(header(deadLetter, "ce_type")).isEqualTo("com.tencent.im." + Callbacks.COMMAND);
        });
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}

package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class SendFailureTest {
    @Test
    void what_is_wrong_with_a_record_is_told_from_what_is_wrong_with_its_topic_or_the_producer() {
        assertThat(SendFailure.of(new RecordTooLargeException())).isEqualTo(SendFailure.RECORD);
        assertThat(SendFailure.of(new TimeoutException())).isEqualTo(SendFailure.CLUSTER);
        assertThat(SendFailure.of(new UnknownTopicOrPartitionException())).isEqualTo(SendFailure.TOPIC);
        assertThat(SendFailure.of(new TopicAuthorizationException("t"))).isEqualTo(SendFailure.TOPIC);
        assertThat(SendFailure.of(new ClusterAuthorizationException("no"))).isEqualTo(SendFailure.PRODUCER);
        assertThat(SendFailure.of(new SaslAuthenticationException("no"))).isEqualTo(SendFailure.PRODUCER);
        assertThat(SendFailure.of(new InvalidProducerEpochException("old"))).isEqualTo(SendFailure.PRODUCER);
        assertThat(SendFailure.of(new KafkaException("part of a batch that failed")))
                .isEqualTo(SendFailure.CLUSTER);
        assertThat(SendFailure.of(new IllegalStateException("closed"))).isEqualTo(SendFailure.PRODUCER);
    }

    @Test
    void a_failure_is_told_in_kafkas_own_words_on_one_line() {
        Throwable wrapped = new IllegalStateException(
                new KafkaException("in an error state", new PolicyViolationException("at\nmost 3")));

        assertThat(SendFailure.word(wrapped)).isEqualTo("policy-violation");
        assertThat(SendFailure.sentence(wrapped)).isEqualTo("at most 3");
    }

    @Test
    void a_failure_is_one_word() {
        assertThat(SendFailure.word(new RecordTooLargeException())).isEqualTo("record-too-large");
        assertThat(SendFailure.word(new UnknownTopicOrPartitionException())).isEqualTo("unknown-topic-or-partition");
    }

    @Test
    void a_configuration_that_cannot_work_is_shown_but_nothing_of_a_password() {
        Throwable noSuchFile = refusal(Map.of("security.protocol", "SSL", "ssl.truststore.location", "/no/such.pem"));
        Throwable unquoted = refusal(Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=part hush;"));

        assertThat(SendFailure.unforeseen(noSuchFile)).hasStackTraceContaining("/no/such.pem");
        assertThat(unquoted).as("what Kafka says").hasStackTraceContaining("hush");
        assertThat(SendFailure.unforeseen(unquoted)).isNull();
        assertThat(SendFailure.sentence(unquoted)).doesNotContain("hush");
        assertThat(SendFailure.unforeseen(new TopicAuthorizationException("t"))).isNull();
    }

    private static Throwable refusal(Map<String, Object> more) {
        Map<String, Object> configuration = new HashMap<>(more);
        configuration.put("bootstrap.servers", "localhost:1");
        return catchThrowable(() -> Admin.create(configuration).close());
    }
}

package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
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
        assertThat(SendFailure.of(new TimeoutException())).isEqualTo(SendFailure.TOPIC);
        assertThat(SendFailure.of(new UnknownTopicOrPartitionException())).isEqualTo(SendFailure.TOPIC);
        assertThat(SendFailure.of(new TopicAuthorizationException("t"))).isEqualTo(SendFailure.TOPIC);
        assertThat(SendFailure.of(new ClusterAuthorizationException("no"))).isEqualTo(SendFailure.PRODUCER);
        assertThat(SendFailure.of(new SaslAuthenticationException("no"))).isEqualTo(SendFailure.PRODUCER);
        assertThat(SendFailure.of(new InvalidProducerEpochException("old"))).isEqualTo(SendFailure.PRODUCER);
        assertThat(SendFailure.of(new KafkaException("part of a batch that failed")))
                .isEqualTo(SendFailure.TOPIC);
        assertThat(SendFailure.of(new IllegalStateException("closed"))).isEqualTo(SendFailure.PRODUCER);
    }

    @Test
    void a_failure_is_one_word() {
        assertThat(SendFailure.word(new RecordTooLargeException())).isEqualTo("record-too-large");
        assertThat(SendFailure.word(new UnknownTopicOrPartitionException())).isEqualTo("unknown-topic-or-partition");
    }
}

package io.imbridge.publish;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** The meaning of a failure for the record, for its topic, and for the producer. */
enum SendFailure {
    /** Kafka refuses this record because of its content, and will refuse it each time: it is a dead letter. */
    RECORD,
    /** The topic cannot be written to now, for a reason of its own: its records wait. */
    TOPIC,
    /** Kafka is unreachable, or its answer is not about one topic: the records wait. */
    CLUSTER,
    /** The producer can no longer be used: its records need a new one. */
    PRODUCER;

    private static final Set<Class<? extends Exception>> OF_RECORD = Set.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            SerializationException.class);

    private static final Set<Class<? extends Exception>> OF_TOPIC = Set.of(
            InvalidTimestampException.class,
            TopicAuthorizationException.class,
            UnknownTopicOrPartitionException.class,
            InvalidTopicException.class,
            PolicyViolationException.class);

    private static final Set<Class<? extends Exception>> OF_PRODUCER = Set.of(
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            OutOfOrderSequenceException.class,
            UnsupportedVersionException.class,
            ClusterAuthorizationException.class,
            IllegalStateException.class);

    static SendFailure of(Throwable failure) {
        Class<? extends Throwable> kind = failure.getClass();
        if (OF_RECORD.contains(kind)) {
            return RECORD;
        } else if (OF_TOPIC.contains(kind)) {
            return TOPIC;
        }
        return failure instanceof AuthenticationException || OF_PRODUCER.contains(kind) ? PRODUCER : CLUSTER;
    }

    /**
     * Whether Kafka may have refused the record's timestamp. If it refuses the timestamps of several records in a
     * batch, its client only says that they are invalid.
     */
    static boolean mayBeOfTime(Throwable failure) {
        return failure instanceof InvalidTimestampException || failure instanceof InvalidRecordException;
    }

    /**
     * The failure if it deserves a stack trace in the log; else null. It does if it is not an answer from Kafka, such
     * as for a configuration that cannot work. It does not if it may show a password: Kafka's JAAS parser quotes parts
     * of a text that it cannot read.
     */
    static @Nullable Throwable unforeseen(Throwable failure) {
        return failure instanceof ApiException || quotesPasswords(failure) ? null : failure;
    }

    private static boolean quotesPasswords(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("JAAS"));
    }

    /** The failure as one word for headers and logs, such as {@code record-too-large}. */
    static String word(Throwable failure) {
        String name = named(failure).getClass().getSimpleName().replaceFirst("Exception$", "");
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The message of Kafka's broker or client and of its cause, on one line. */
    static String sentence(Throwable failure) {
        if (quotesPasswords(failure)) {
            return "(not shown: it may quote a password)";
        }
        Throwable named = named(failure);
        Throwable root = named;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String cause = root == named ? "" : " (" + root.getMessage() + ")";
        return (named.getMessage() + cause).replaceAll("\\s+", " ").strip();
    }

    /** The exceptions of Kafka's client often have the reason as their cause. */
    private static Throwable named(Throwable failure) {
        Throwable named = failure;
        while (named.getCause() != null && !(named instanceof ApiException)) {
            named = named.getCause();
        }
        return named;
    }
}

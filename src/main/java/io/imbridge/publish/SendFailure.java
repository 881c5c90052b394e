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

/** What a failure means for the record, for its topic, and for the producer. */
enum SendFailure {
    /** Kafka refuses this record for itself, and will each time: it is a dead letter. */
    RECORD,
    /** The topic cannot be written to now, for a reason of its own: its records wait. */
    TOPIC,
    /** Kafka is not there, or says nothing that is about one topic: the records wait. */
    CLUSTER,
    /** The producer is of no use any more: its records need a new one. */
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
     * Whether the time that a record bears may be what Kafka refuses: where it refuses several records of a batch for
     * their times, its client only says that they are invalid.
     */
    static boolean mayBeOfTime(Throwable failure) {
        return failure instanceof InvalidTimestampException || failure instanceof InvalidRecordException;
    }

    /**
     * What is worth more than a word in the log: a failure that is none of Kafka's answers, such as a configuration that
     * cannot work. Kafka's parser of JAAS quotes pieces of what it cannot read, and those may be of a password.
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

    /** The failure in the words of Kafka, broker or client, and what caused it, on one line. */
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

    /** What Kafka's client throws has the reason as its cause. */
    private static Throwable named(Throwable failure) {
        Throwable named = failure;
        while (named.getCause() != null && !(named instanceof ApiException)) {
            named = named.getCause();
        }
        return named;
    }
}

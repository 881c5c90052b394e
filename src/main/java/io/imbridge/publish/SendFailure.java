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
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** What a failed send means for the record, for its topic, and for the producer. */
enum SendFailure {
    /** Kafka refuses this record for itself, and will each time: it is a dead letter. */
    RECORD,
    /** The topic cannot be written to now: its records wait. */
    TOPIC,
    /** The producer is of no use any more: its records need a new one. */
    PRODUCER;

    private static final Set<Class<? extends Exception>> OF_RECORD = Set.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class,
            SerializationException.class);

    private static final Set<Class<? extends Exception>> OF_PRODUCER = Set.of(
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            OutOfOrderSequenceException.class,
            UnsupportedVersionException.class,
            ClusterAuthorizationException.class,
            IllegalStateException.class);

    static SendFailure of(Exception failure) {
        if (OF_RECORD.contains(failure.getClass())) {
            return RECORD;
        }
        boolean fatal = failure instanceof AuthenticationException || OF_PRODUCER.contains(failure.getClass());
        return fatal ? PRODUCER : TOPIC;
    }

    /**
     * What is worth more than a word in the log: a failure that is none of Kafka's answers, such as a configuration that
     * cannot work. Kafka's parser of JAAS quotes pieces of what it cannot read, and those may be of a password.
     */
    static @Nullable Throwable unforeseen(Throwable failure) {
        boolean quotes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("JAAS"));
        return failure instanceof ApiException || quotes ? null : failure;
    }

    /** The failure as one word for headers and logs, such as {@code record-too-large}. */
    static String word(Throwable failure) {
        String name = failure.getClass().getSimpleName().replaceFirst("Exception$", "");
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}

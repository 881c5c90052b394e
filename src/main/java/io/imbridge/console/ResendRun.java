package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.console.RecordRebuilder.Rebuilt;
import io.imbridge.console.ResendPlanner.CannotResendException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the letters of one job again, one after the other, in the order in which they became dead letters. It sends
 * each letter first and marks it afterwards. If it is interrupted between the two steps, that letter is sent twice when
 * somebody asks again.
 */
final class ResendRun {
    private static final Logger LOG = Logger.getLogger(ResendRun.class);

    /** The header that marks a record as sent again, and names the letter. */
    static final String HEADER = "dead_letter_resent";

    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** These failures concern one letter or its topic, so the other letters are still tried. */
    private static final Set<Class<? extends Exception>> OF_LETTER = Set.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            SerializationException.class,
            TopicAuthorizationException.class,
            UnknownTopicOrPartitionException.class,
            InvalidTopicException.class,
            PolicyViolationException.class);

    private final ResendJob job;
    private final Tools tools;
    private final Set<String> known = new HashSet<>();

    /** The parts that every run needs. */
    record Tools(
            DeadLetterClients clients,
            DeadLetterReader reading,
            ResentMarks marks,
            ResendPlanner planner,
            ResendObserver observer,
            Clock clock) {}

    ResendRun(ResendJob job, Tools tools) {
        this.job = job;
        this.tools = tools;
    }

    /** Runs the job until it is done or cannot continue. */
    void run() {
        try (Consumer<byte[], byte[]> consumer = tools.reading().open()) {
            Producer<byte[], byte[]> producer = tools.clients().producer();
            try {
                String missing = ensureMarks(consumer);
                if (missing != null) {
                    job.stopped(missing);
                    return;
                }
                tools.marks().refresh(consumer);
                for (DeadLetterId id : inOrder(consumer)) {
                    resend(consumer, producer, id);
                }
                job.done();
            } finally {
                producer.close(CLOSE);
            }
        } catch (InterruptedException | InterruptException stopping) {
            job.stopped("The service stopped.");
        } catch (ExecutionException failed) {
            job.stopped("Kafka does not take it: " + tools.clients().sentence(cause(failed)));
        } catch (KafkaException failed) {
            job.stopped("Kafka does not answer: " + tools.clients().sentence(failed));
        } catch (NotMarkedException sent) {
            job.stopped(String.valueOf(sent.getMessage()));
        } catch (RuntimeException defect) {
            LOG.error("Resend of dead letters failed", defect);
            job.stopped("The service failed on this: its log says why.");
        }
    }

    /** A letter was sent, but this could not be noted. */
    private static final class NotMarkedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotMarkedException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private @Nullable String ensureMarks(Consumer<byte[], byte[]> consumer)
            throws ExecutionException, InterruptedException {
        String topic = tools.marks().topic();
        boolean isThere = !KafkaReaders.partitions(consumer, topic).isEmpty()
                || tools.clients().ensure(topic, ResentMarks.PARTITIONS, ResentMarks.COMPACTED);
        return isThere ? null : "The topic " + topic + " is missing, which remembers what was sent again: create it.";
    }

    private List<DeadLetterId> inOrder(Consumer<byte[], byte[]> consumer) {
        List<DeadLetter> found = new ArrayList<>();
        for (DeadLetterId id : job.deadLetters()) {
            DeadLetter.Whole whole = tools.reading().find(consumer, id);
            if (whole == null) {
                failed(id, "There is no such dead letter, or not any more.");
            } else {
                found.add(whole.deadLetter());
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(DeadLetter::time)
                        .thenComparing(deadLetter -> deadLetter.id().partition())
                        .thenComparing(deadLetter -> deadLetter.id().offset()))
                .map(DeadLetter::id)
                .toList();
    }

    private void resend(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, DeadLetterId id)
            throws InterruptedException, ExecutionException {
        DeadLetter.Whole whole = tools.reading().find(consumer, id);
        if (whole == null) {
            failed(id, "There is no such dead letter any more.");
            return;
        }
        ResentMark before = tools.marks().of(whole.deadLetter());
        if (before != null) {
            failed(id, before.sentence());
            return;
        }
        try {
            List<Rebuilt> all = tools.planner().plan(whole);
            String missing = missing(consumer, all);
            if (missing != null) {
                failed(id, "Its topic " + missing + " is missing: create it.");
                return;
            }
            RecordMetadata to = send(producer, id, all);
            job.sent();
            tools.observer().resent(true);
            mark(producer, whole.deadLetter(), to);
        } catch (CannotResendException cannot) {
            failed(id, String.valueOf(cannot.getMessage()));
        } catch (ExecutionException refused) {
            if (!OF_LETTER.contains(cause(refused).getClass())) {
                throw refused;
            }
            failed(id, "Kafka refused it again: " + tools.clients().sentence(cause(refused)));
        }
    }

    private @Nullable String missing(Consumer<byte[], byte[]> consumer, List<Rebuilt> all)
            throws ExecutionException, InterruptedException {
        for (Rebuilt rebuilt : all) {
            String topic = rebuilt.topic();
            if (!known.contains(topic)
                    && KafkaReaders.partitions(consumer, topic).isEmpty()
                    && !tools.clients().ensure(topic)) {
                return topic;
            }
            known.add(topic);
        }
        return null;
    }

    /** Sends records, and returns where the first one is now. */
    private static RecordMetadata send(Producer<byte[], byte[]> producer, DeadLetterId id, List<Rebuilt> all)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Rebuilt rebuilt : all) {
            sent.add(producer.send(record(rebuilt, id)));
        }
        for (var one : sent) {
            one.get();
        }
        return sent.get(0).get();
    }

    /** The record's time is the time of sending: Kafka could refuse an old record, or delete it soon. */
    private static ProducerRecord<byte[], byte[]> record(Rebuilt rebuilt, DeadLetterId id) {
        byte[] key = rebuilt.key() == null ? null : rebuilt.key().getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(rebuilt.topic(), key, rebuilt.value());
        rebuilt.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        record.headers().add(HEADER, id.toString().getBytes(UTF_8));
        return record;
    }

    private void mark(Producer<byte[], byte[]> producer, DeadLetter deadLetter, RecordMetadata to)
            throws InterruptedException {
        ResentMark mark = new ResentMark(
                deadLetter.id(),
                deadLetter.time(),
                tools.clock().instant(),
                job.by(),
                to.topic() + "/" + to.partition() + "/" + to.offset());
        tools.marks().add(mark);
        try {
            producer.send(tools.marks().record(mark)).get();
        } catch (ExecutionException failed) {
            throw new NotMarkedException("The dead letter " + deadLetter.id() + " was sent again to " + mark.to()
                    + ", but could not be marked: " + tools.clients().sentence(cause(failed)));
        }
    }

    private void failed(DeadLetterId id, String sentence) {
        job.failed(id, sentence);
        tools.observer().resent(false);
    }

    private static Throwable cause(ExecutionException failed) {
        return Objects.requireNonNullElse(failed.getCause(), failed);
    }
}

package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.console.Renewal.Fresh;
import io.imbridge.console.Renewer.CannotRenewException;
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
            LetterClients clients,
            LetterReading reading,
            ResentMarks marks,
            Renewer renewer,
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
                for (LetterId id : inOrder(consumer)) {
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

    private List<LetterId> inOrder(Consumer<byte[], byte[]> consumer) {
        List<Letter> found = new ArrayList<>();
        for (LetterId id : job.letters()) {
            Letter.Whole whole = tools.reading().find(consumer, id);
            if (whole == null) {
                failed(id, "There is no such dead letter, or not any more.");
            } else {
                found.add(whole.letter());
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Letter::time)
                        .thenComparing(letter -> letter.id().partition())
                        .thenComparing(letter -> letter.id().offset()))
                .map(Letter::id)
                .toList();
    }

    private void resend(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, LetterId id)
            throws InterruptedException, ExecutionException {
        Letter.Whole whole = tools.reading().find(consumer, id);
        if (whole == null) {
            failed(id, "There is no such dead letter any more.");
            return;
        }
        ResentMark before = tools.marks().of(whole.letter());
        if (before != null) {
            failed(id, before.sentence());
            return;
        }
        try {
            List<Fresh> all = tools.renewer().renew(whole);
            String missing = missing(consumer, all);
            if (missing != null) {
                failed(id, "Its topic " + missing + " is missing: create it.");
                return;
            }
            RecordMetadata to = send(producer, id, all);
            job.sent();
            tools.observer().resent(true);
            mark(producer, whole.letter(), to);
        } catch (CannotRenewException cannot) {
            failed(id, String.valueOf(cannot.getMessage()));
        } catch (ExecutionException refused) {
            if (!OF_LETTER.contains(cause(refused).getClass())) {
                throw refused;
            }
            failed(id, "Kafka refused it again: " + tools.clients().sentence(cause(refused)));
        }
    }

    private @Nullable String missing(Consumer<byte[], byte[]> consumer, List<Fresh> all)
            throws ExecutionException, InterruptedException {
        for (Fresh fresh : all) {
            String topic = fresh.topic();
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
    private static RecordMetadata send(Producer<byte[], byte[]> producer, LetterId id, List<Fresh> all)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Fresh fresh : all) {
            sent.add(producer.send(record(fresh, id)));
        }
        for (var one : sent) {
            one.get();
        }
        return sent.get(0).get();
    }

    /** The record's time is the time of sending: Kafka could refuse an old record, or delete it soon. */
    private static ProducerRecord<byte[], byte[]> record(Fresh fresh, LetterId id) {
        byte[] key = fresh.key() == null ? null : fresh.key().getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(fresh.topic(), key, fresh.value());
        fresh.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        record.headers().add(HEADER, id.toString().getBytes(UTF_8));
        return record;
    }

    private void mark(Producer<byte[], byte[]> producer, Letter letter, RecordMetadata to) throws InterruptedException {
        ResentMark mark = new ResentMark(
                letter.id(),
                letter.time(),
                tools.clock().instant(),
                job.by(),
                to.topic() + "/" + to.partition() + "/" + to.offset());
        tools.marks().add(mark);
        try {
            producer.send(tools.marks().record(mark)).get();
        } catch (ExecutionException failed) {
            throw new NotMarkedException("The dead letter " + letter.id() + " was sent again to " + mark.to()
                    + ", but could not be marked: " + tools.clients().sentence(cause(failed)));
        }
    }

    private void failed(LetterId id, String sentence) {
        job.failed(id, sentence);
        tools.observer().resent(false);
    }

    private static Throwable cause(ExecutionException failed) {
        return Objects.requireNonNullElse(failed.getCause(), failed);
    }
}

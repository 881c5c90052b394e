package io.imbridge.publish;

import io.imbridge.publish.RelayState.Kafka;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The state of publishing, for other threads. It also logs when Kafka becomes unreachable, why, and when it is
 * reachable again. Only the relay's thread writes it.
 */
final class RelayStatus {
    private static final Logger LOG = Logger.getLogger(RelayStatus.class);
    private static final String NO_ANSWER = "no-answer";
    private static final long QUIET = TimeUnit.SECONDS.toNanos(5);

    private final Clock clock;
    private volatile Set<String> pausedTopics = Set.of();
    private volatile Kafka kafka = Kafka.IDLE;
    private volatile int inFlight;
    private volatile long turnedAt = System.nanoTime();
    private long progressAt = turnedAt;
    private boolean silent;
    private final Set<String> told = new HashSet<>();
    private String reason = NO_ANSWER;
    private String sentence = "";

    RelayStatus(Clock clock) {
        this.clock = clock;
    }

    /** Kafka accepted a record. */
    void delivered() {
        silent = false;
        // An earlier failure is not the reason for a later one.
        reason = NO_ANSWER;
        sentence = "";
        progressed();
    }

    private void progressed() {
        progressAt = System.nanoTime();
    }

    /** Kafka answered a question about a topic, with success or an error. */
    void answered() {
        silent = false;
    }

    /** A question about a topic ended without an answer from Kafka. */
    void unanswered(Throwable failure) {
        silent = true;
        failed(failure);
    }

    /** Something failed for a reason that is not a topic's own. */
    void failed(Throwable failure) {
        reason = SendFailure.word(failure);
        sentence = SendFailure.sentence(failure);
    }

    /** The paused topics: they accept no records for reasons of their own, while records wait for them. */
    Set<String> pausedTopics() {
        return pausedTopics;
    }

    boolean isUnreachable() {
        return kafka == Kafka.UNREACHABLE;
    }

    /**
     * Updates the state.
     *
     * @param waiting the topics for which records wait
     * @param inFlight how many records are in flight
     * @param isReady whether there is a producer, or one may be created
     */
    void assess(Collection<TopicQueue> queues, Set<String> waiting, int inFlight, boolean isReady) {
        pausedTopics = queues.stream()
                .filter(TopicQueue::isPaused)
                .filter(queue -> queue.inFlight() > 0 || waiting.contains(queue.topic()))
                .map(TopicQueue::topic)
                .collect(Collectors.toUnmodifiableSet());
        boolean idle = queues.stream().noneMatch(queue -> needsKafka(queue, waiting, isReady));
        if (idle && !silent) {
            progressed();
        }
        boolean unreachable = System.nanoTime() - progressAt >= QUIET;
        if (unreachable != isUnreachable()) {
            turn(unreachable);
        }
        if (unreachable && told.add(reason)) {
            Instant since = clock.instant().minus(sinceTurn()).truncatedTo(ChronoUnit.SECONDS);
            LOG.warnf("Kafka unreachable since=%s reason=%s sentence=\"%s\"", since, reason, sentence);
        }
        kafka = unreachable ? Kafka.UNREACHABLE : idle ? Kafka.IDLE : Kafka.DELIVERING;
        this.inFlight = inFlight;
    }

    private static boolean needsKafka(TopicQueue queue, Set<String> waiting, boolean isReady) {
        boolean waits = (queue.isWaiting() || !isReady) && waiting.contains(queue.topic());
        return !queue.isPaused() && (queue.inFlight() > 0 || !queue.uncertain().isEmpty() || waits);
    }

    private void turn(boolean unreachable) {
        Duration lasted = Duration.ofNanos(progressAt - turnedAt).truncatedTo(ChronoUnit.SECONDS);
        turnedAt = progressAt;
        if (!unreachable) {
            LOG.infof("Kafka reachable again after=%s", lasted);
            told.clear();
        }
    }

    private Duration sinceTurn() {
        return Duration.ofNanos(System.nanoTime() - turnedAt);
    }

    RelayState state() {
        return new RelayState(kafka, sinceTurn(), inFlight, pausedTopics);
    }
}

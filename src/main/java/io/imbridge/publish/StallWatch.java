package io.imbridge.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Watches records that have been in flight for a long time: Kafka's client retries for ever, even if it can never
 * succeed. It asks Kafka about the topic, and finds out whether a new producer would help. Used by the relay's thread
 * only; times are those of {@link System#nanoTime()}.
 */
final class StallWatch {
    /** When the oldest record of a topic has been in flight for this time, Kafka is asked about the topic. */
    static final Duration STALLED = Duration.ofSeconds(5);

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(2);

    /** A question without an answer by then never gets one. */
    private static final Duration LONGEST_QUESTION = Duration.ofMinutes(3);

    /** After this time, if there is no other reason, the producer may be the cause. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(30);

    private static final Duration LAST_PATIENCE = Duration.ofMinutes(10);

    private final TopicInspector inspector;
    private final Replacement replacement;
    private final Map<TopicQueue, Stall> stalls = new HashMap<>();
    private @Nullable Long askingSince;

    /** Replaces the producer that sends a topic's oldest record. */
    @FunctionalInterface
    interface Replacement {
        void of(TopicQueue queue, String reason, String sentence);
    }

    /** A topic whose oldest record is not acknowledged. */
    static final class Stall {
        private @Nullable Long askedAt;

        /** Since when Kafka has answered in time; null when it did not answer last time. */
        private @Nullable Long answeredSince;

        private long seenAt;
        private Duration patience = FIRST_PATIENCE;

        /** Kafka answered a question, or did not. A late answer shows that Kafka was unreachable until now. */
        void answered(long now, boolean isAnswer, boolean isInTime) {
            if (!isAnswer) {
                answeredSince = null;
            } else if (answeredSince == null || !isInTime) {
                answeredSince = now;
            }
        }

        /** Gives a new producer more time. */
        void becomesMorePatient(long now) {
            answeredSince = now;
            Duration longer = patience.multipliedBy(2);
            patience = longer.compareTo(LAST_PATIENCE) < 0 ? longer : LAST_PATIENCE;
        }
    }

    StallWatch(TopicInspector inspector, Replacement replacement) {
        this.inspector = inspector;
        this.replacement = replacement;
    }

    /** Looks for stalled topics, and asks about one of them. Does not wait for the answer. */
    void look(Collection<TopicQueue> queues, long now) {
        queues.forEach(queue -> look(queue, now));
        boolean isAsking = askingSince != null && now - askingSince < LONGEST_QUESTION.toNanos();
        if (isAsking || stalls.isEmpty()) {
            return;
        }
        stalls.entrySet().stream()
                .filter(stall -> isDue(stall.getKey(), stall.getValue(), now))
                .min(Comparator.comparing(stall -> stall.getValue().askedAt, Comparator.nullsFirst(Long::compare)))
                .ifPresent(stall -> ask(stall.getKey(), stall.getValue(), now));
    }

    private void look(TopicQueue queue, long now) {
        if (isStalled(queue, now)) {
            stalls.computeIfAbsent(queue, unseen -> new Stall()).seenAt = now;
            return;
        }
        if (queue.resumes()) {
            inspector.resumed(queue);
        }
        Stall past = stalls.isEmpty() ? null : stalls.get(queue);
        if (past != null && now - past.seenAt >= 2 * past.patience.toNanos()) {
            stalls.remove(queue);
        }
    }

    private static boolean isStalled(TopicQueue queue, long now) {
        return age(queue, now) >= STALLED.toNanos();
    }

    private static long age(TopicQueue queue, long now) {
        Delivery oldest = queue.oldest();
        return oldest == null ? 0 : now - oldest.begunAt();
    }

    private static boolean isDue(TopicQueue queue, Stall stall, long now) {
        boolean again = stall.askedAt == null || now - stall.askedAt >= BETWEEN_QUESTIONS.toNanos();
        return again && isStalled(queue, now);
    }

    private void ask(TopicQueue queue, Stall stall, long now) {
        askingSince = now;
        stall.askedAt = now;
        inspector.ask(queue, (facts, failure) -> {
            askingSince = null;
            long heard = System.nanoTime();
            boolean isInTime = heard - now < BETWEEN_QUESTIONS.toNanos();
            stall.answered(heard, failure == null, isInTime);
            if (!isStalled(queue, heard)) {
                return;
            }
            if (facts != null) {
                compare(queue, stall, facts, heard);
            } else if (failure != null && SendFailure.of(failure) == SendFailure.TOPIC) {
                isMissing(queue, failure);
            }
        });
    }

    /**
     * Whether a record is not acknowledged although Kafka is reachable. The time for which it had to wait for Kafka
     * does not count.
     */
    static boolean isOverdue(TopicQueue queue, Stall stall, long now) {
        long waited = stall.answeredSince == null ? 0 : Math.min(age(queue, now), now - stall.answeredSince);
        return waited >= stall.patience.toNanos();
    }

    private void isMissing(TopicQueue queue, Throwable failure) {
        inspector.pause(queue, failure);
        if (failure instanceof UnknownTopicOrPartitionException) {
            replacement.of(queue, "topic-gone", SendFailure.sentence(failure));
        }
    }

    private void compare(TopicQueue queue, Stall stall, TopicFacts facts, long now) {
        if (!facts.isStill(queue.facts())) {
            replacement.of(queue, "topic-made-again", queue.topic() + " has another id, or fewer partitions");
        } else if (!facts.isLed()) {
            inspector.pause(queue, "no-leader", "a partition has no leader");
        } else if (inspector.forgetsThatItCouldNotLogIn()) {
            replacement.of(queue, "could-not-log-in", "Kafka lets us in again");
        } else if (isOverdue(queue, stall, now)) {
            // One new producer for all topics that are stuck, not one for each of them.
            stalls.values().forEach(each -> each.becomesMorePatient(now));
            inspector.pause(queue, "no-acknowledgement", "it is there, but its records are not acknowledged");
            replacement.of(queue, "no-acknowledgement", queue.topic() + " is stuck");
        }
    }
}

package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The promises of an outbox to those who append, checked along a history of {@link OutboxModel}. */
final class ModelPromises {
    private record Appended(CompletableFuture<Void> answer, List<String> ids) {
        boolean isOk() {
            return answer.isDone() && !answer.isCompletedExceptionally();
        }
    }

    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, Long> lastOfKey = new HashMap<>();
    private final List<Appended> appended = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> unpromised = new HashSet<>();
    private final Set<Appended> judged = new HashSet<>();
    private long highest;
    private AssertionError broken;

    static String id(KeptRecord kept) {
        return new String(kept.record().value(), UTF_8);
    }

    static String key(KeptRecord kept) {
        return kept.record().topic() + "/" + kept.record().key();
    }

    /** The highest number of a record that Kafka has. */
    long highest() {
        return highest;
    }

    void appended(CompletableFuture<Void> answer, List<String> ids) {
        appended.add(new Appended(answer, ids));
    }

    boolean isPublished(KeptRecord kept) {
        return times.containsKey(id(kept));
    }

    /** A record is handed out while another one of its topic is on its way. */
    void follows(KeptRecord before, KeptRecord kept) {
        check(
                before.sequence() < kept.sequence() || !key(before).equals(key(kept)),
                "order of " + key(kept) + ": " + kept.sequence() + " after " + before.sequence());
    }

    /** Kafka accepts a record. */
    void published(KeptRecord kept) {
        String id = id(kept);
        check(!refused.contains(id), "refused at rest and published: " + id);
        // A callback that was never answered OK may still be published after a crash, out of order.
        if (!unpromised.contains(id)) {
            long last = lastOfKey.getOrDefault(key(kept), 0L);
            check(
                    kept.sequence() > last,
                    "order of " + key(kept) + ": Kafka gets " + kept.sequence() + " after " + last);
            lastOfKey.put(key(kept), kept.sequence());
        }
        check(times.merge(id, 1, Integer::sum) == 1, "published twice: " + id);
        highest = Math.max(highest, kept.sequence());
    }

    /** Refused callbacks are looked at once: of their records only those that are on their way may be published. */
    void judge(Set<String> onTheirWay) {
        for (Appended append : appended) {
            if (append.answer().isCompletedExceptionally() && judged.add(append)) {
                append.ids().stream().filter(id -> !onTheirWay.contains(id)).forEach(refused::add);
            }
        }
    }

    /** The process dies: every record that was answered OK is in Kafka or in the file. */
    void crashes(Predicate<String> isInFile) {
        for (Appended append : appended) {
            if (append.isOk()) {
                append.ids().forEach(id -> check(times.containsKey(id) || isInFile.test(id), "lost by a crash: " + id));
            }
        }
    }

    /** The process is dead: nothing is promised of the callbacks that have no OK. */
    void crashed() {
        refused.clear();
        appended.stream().filter(append -> !append.isOk()).forEach(append -> unpromised.addAll(append.ids()));
        appended.removeIf(append -> !append.answer().isDone());
    }

    boolean areAllAnswered() {
        return appended.stream().allMatch(append -> append.answer().isDone());
    }

    /** All is well again, and for long: every callback is answered, and what was answered OK is published. */
    void atRest() {
        for (Appended append : appended) {
            check(append.answer().isDone(), "never answered: " + append.ids());
            if (append.isOk()) {
                append.ids().forEach(id -> check(times.containsKey(id), "never published: " + id));
            }
        }
    }

    /**
     * Checks a condition. The threads of the outbox continue in any case, so the first broken promise is the one that
     * counts.
     */
    void check(boolean holds, String otherwise) {
        if (!holds && broken == null) {
            broken = new AssertionError(otherwise);
        }
        assertKept();
    }

    /** Throws if a promise was broken before. */
    void assertKept() {
        if (broken != null) {
            throw broken;
        }
    }
}

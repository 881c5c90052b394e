package io.imbridge.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Knows every callback that was sent, and which of them were answered OK. It compares them with Kafka's records.
 *
 * <p>Callbacks are numbered within their key, and sent one after the other within it. Safe for many threads.
 */
final class Oracle {
    /** A callback: its key and its number within the key. */
    record Sent(String key, int number) {}

    /**
     * The result of the comparison.
     *
     * @param answeredOk the number of callbacks that were answered OK
     * @param otherwise the number of other callbacks
     * @param lost the number that were answered OK and are not in Kafka
     * @param foreign the number in Kafka that were never sent
     * @param inversions the number whose first record is after a later one of the same key
     * @param duplicates the number of records that repeat another
     */
    record Verdict(long answeredOk, long otherwise, long lost, long foreign, long inversions, long duplicates) {
        Verdict plus(Verdict other) {
            return new Verdict(
                    answeredOk + other.answeredOk,
                    otherwise + other.otherwise,
                    lost + other.lost,
                    foreign + other.foreign,
                    inversions + other.inversions,
                    duplicates + other.duplicates);
        }

        String row(String scenario) {
            return String.format(
                    "| %s | %,d | %,d | %d | %d | %d | %,d |",
                    scenario, answeredOk, otherwise, lost, foreign, inversions, duplicates);
        }
    }

    private final Set<Sent> ok = ConcurrentHashMap.newKeySet();
    private final Set<Sent> sent = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicLong> refusals = new ConcurrentHashMap<>();

    void sending(Sent callback) {
        sent.add(callback);
    }

    /** Notes an answer; status 0 means that there was none. */
    void answered(Sent callback, int status) {
        if (status == 200) {
            ok.add(callback);
        } else {
            refusals.computeIfAbsent(status, unseen -> new AtomicLong()).incrementAndGet();
        }
    }

    long answeredOk() {
        return ok.size();
    }

    /** The number of answers by status, except 200; 0 means no answer. */
    Map<Integer, Long> otherwise() {
        Map<Integer, Long> counts = new TreeMap<>();
        refusals.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /**
     * Forgets the records of a topic that was created again: for each key, everything before the first record that is
     * there now.
     */
    void forgetBefore(List<Sent> found) {
        Map<String, Integer> first = new TreeMap<>();
        found.forEach(callback -> first.merge(callback.key(), callback.number(), Math::min));
        Predicate<Sent> isGone = callback -> callback.number() < first.getOrDefault(callback.key(), 0);
        ok.removeIf(isGone);
        sent.removeIf(isGone);
    }

    /** Compares with Kafka's records, in the order of its partitions. */
    Verdict judge(List<Sent> found) {
        Set<Sent> seen = new HashSet<>();
        Map<String, Integer> last = new TreeMap<>();
        List<Sent> inverted = new ArrayList<>();
        for (Sent callback : found) {
            if (seen.add(callback) && last.merge(callback.key(), callback.number(), Math::max) > callback.number()) {
                inverted.add(callback);
            }
        }
        long lost = ok.stream().filter(callback -> !seen.contains(callback)).count();
        long foreign =
                seen.stream().filter(callback -> !sent.contains(callback)).count();
        long otherwise = sent.size() - ok.size();
        return new Verdict(ok.size(), otherwise, lost, foreign, inverted.size(), found.size() - seen.size());
    }
}

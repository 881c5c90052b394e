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
 * Knows every callback that was sent, and which of them were answered OK; then compares with what is in Kafka.
 *
 * <p>Callbacks are numbered within their key, and sent one after the other within it. Safe for many threads.
 */
final class Oracle {
    /** One callback: the number of its key's. */
    record Sent(String key, int number) {}

    /**
     * What came of it.
     *
     * @param answeredOk how many callbacks were answered OK
     * @param otherwise how many were not
     * @param lost how many that were answered OK are not in Kafka
     * @param foreign how many in Kafka were never sent
     * @param inversions how many came first behind a later one of their key
     * @param duplicates how many records repeat another
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

    /** An answer came; none: the status is 0. */
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

    /** How many were answered with each status but 200; 0 stands for none. */
    Map<Integer, Long> otherwise() {
        Map<Integer, Long> counts = new TreeMap<>();
        refusals.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** Where a topic was made anew, what it got before is gone: of each key, what came before its first record there. */
    void forgetBefore(List<Sent> found) {
        Map<String, Integer> first = new TreeMap<>();
        found.forEach(callback -> first.merge(callback.key(), callback.number(), Math::min));
        Predicate<Sent> isGone = callback -> callback.number() < first.getOrDefault(callback.key(), 0);
        ok.removeIf(isGone);
        sent.removeIf(isGone);
    }

    /** Compares with what Kafka has, in the order of its partitions. */
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

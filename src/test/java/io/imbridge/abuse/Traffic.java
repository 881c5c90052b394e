package io.imbridge.abuse;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the traffic of some connections. Safe for many threads. */
final class Traffic {
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder connections = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void connected() {
        connections.increment();
    }

    void sent(int length) {
        bytes.add(length);
    }

    void answered(int status) {
        answers.computeIfAbsent(status, unseen -> new LongAdder()).increment();
    }

    long megabytes() {
        return bytes.sum() >> 20;
    }

    /** The number of answers by status. */
    Map<Integer, Long> answers() {
        Map<Integer, Long> counts = new TreeMap<>();
        answers.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    @Override
    public String toString() {
        return String.format("%,d KiB | %,d | %s", bytes.sum() / 1024, connections.sum(), answers());
    }
}

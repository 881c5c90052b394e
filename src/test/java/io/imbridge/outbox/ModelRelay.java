package io.imbridge.outbox;

import static io.imbridge.outbox.ModelPromises.id;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A relay whose sends succeed, fail, or remain unknown at a crash. One for each life of the process. */
final class ModelRelay {
    private final Random random;
    private final FailoverOutbox outbox;
    private final ModelPromises promises;
    private final Map<String, List<KeptRecord>> onTheirWay = new HashMap<>();
    private final Set<String> waitsForAll = new HashSet<>();
    private String troubled = "";

    ModelRelay(Random random, FailoverOutbox outbox, ModelPromises promises) {
        this.random = random;
        this.outbox = outbox;
        this.promises = promises;
    }

    /** From now on a topic accepts nothing; none with an empty name. */
    void trouble(String topic) {
        troubled = topic;
        outbox.troubled(topic.isEmpty() ? Set.of() : Set.of(topic));
    }

    /** The ids of all records that are on their way. */
    Set<String> onTheirWay() {
        Set<String> out = new HashSet<>();
        onTheirWay.values().forEach(records -> records.forEach(kept -> out.add(id(kept))));
        return out;
    }

    void handOut(String topic) {
        List<KeptRecord> out = onTheirWay.computeIfAbsent(topic, unseen -> new ArrayList<>());
        if (waitsForAll.contains(topic) && !out.isEmpty()) {
            return;
        }
        waitsForAll.remove(topic);
        for (KeptRecord kept : outbox.read(topic, 1 + random.nextInt(4))) {
            if (promises.isPublished(kept)) {
                // The relay has asked Kafka which records it has.
                outbox.delivered(kept);
                continue;
            }
            out.forEach(before -> promises.follows(before, kept));
            out.add(kept);
        }
    }

    void deliver(String topic) {
        List<KeptRecord> out = onTheirWay.getOrDefault(topic, List.of());
        if (!out.isEmpty() && !topic.equals(troubled)) {
            KeptRecord kept = out.remove(0);
            promises.published(kept);
            outbox.delivered(kept);
        }
    }

    void fail(String topic) {
        List<KeptRecord> out = onTheirWay.getOrDefault(topic, List.of());
        if (out.isEmpty() || random.nextInt(3) != 0) {
            return;
        }
        int from = random.nextInt(out.size());
        List<KeptRecord> back = new ArrayList<>(out.subList(from, out.size()));
        out.subList(from, out.size()).clear();
        Collections.shuffle(back, random);
        back.forEach(outbox::putBack);
        if (!out.isEmpty()) {
            waitsForAll.add(topic);
        }
    }

    /** Kafka accepts some of the records that are on their way, and nobody learns of it. */
    void crash() {
        for (List<KeptRecord> out : onTheirWay.values()) {
            out.subList(0, random.nextInt(out.size() + 1)).forEach(promises::published);
        }
    }
}

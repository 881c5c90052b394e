package io.imbridge.outbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The shelves, one a topic. Guarded by the outbox's lock. */
final class Shelves {
    private final Map<String, Shelf> shelves = new HashMap<>();
    private final Hand hand = new Hand();

    /** The shelf of a record's topic. */
    Shelf of(KeptRecord kept) {
        return of(kept.record().topic());
    }

    Shelf of(String topic) {
        return shelves.computeIfAbsent(topic, unseen -> new Shelf(hand));
    }

    /** The topics that have something to read. */
    Set<String> waiting() {
        return shelves.entrySet().stream()
                .filter(shelf -> shelf.getValue().isWaiting())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}

package io.imbridge.normalize;

import java.util.List;

/**
 * A callback that carries many events in its list {@code Events} (the vendor's {@code Push.*}, up to 100 of them).
 */
final class Batch {
    private static final String EVENTS = "Events";

    /** The vendor's limit: beyond it, one callback could be made to cost us thousands of records. */
    private static final int MAX_EVENTS = 100;

    /** What a batch says of all its events is repeated with each, within this many bytes. */
    private static final long MAX_REPEATED = 1024L * 1024;

    private Batch() {}

    /**
     * Takes the events out of a batch, in their order. Empty, and the batch untouched, when it is to be carried as one
     * event: its list is missing, empty, too long, or holds something else than objects.
     */
    static List<JsonMembers> takeEvents(JsonMembers batch) {
        JsonSlice list = batch.get(EVENTS);
        if (list == null || !list.isArray()) {
            return List.of();
        }
        List<JsonSlice> elements = JsonReader.elements(list);
        long repeated = batch.length() - list.length();
        if (elements.isEmpty()
                || elements.size() > MAX_EVENTS
                || repeated * elements.size() > MAX_REPEATED
                || !elements.stream().allMatch(JsonSlice::isObject)) {
            return List.of();
        }
        batch.take(EVENTS);
        return elements.stream().map(JsonReader::members).toList();
    }
}

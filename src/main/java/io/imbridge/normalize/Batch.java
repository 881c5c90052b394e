package io.imbridge.normalize;

import java.util.List;

/** A callback that carries many events in its list {@code Events} (the vendor's {@code Push.*}, up to 100 events). */
final class Batch {
    private static final String EVENTS = "Events";

    /** The vendor's limit. Without it, one callback could make the service write thousands of records. */
    private static final int MAX_EVENTS = 100;

    /** The fields that a batch has for all its events are repeated with each event, within this many bytes in total. */
    private static final long MAX_REPEATED = 1024L * 1024;

    private Batch() {}

    /**
     * Takes the events out of a batch, in their order. Returns an empty list, and leaves the batch unchanged, when the
     * batch must be published as one event: when its list is missing, empty or too long, when it holds anything but
     * objects, or when the fields around it would be repeated too often.
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

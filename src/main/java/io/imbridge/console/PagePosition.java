package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a page has been told: behind an offset of each partition and, once it follows the ring, at a number of that. One
 * thread at a time.
 */
final class PagePosition {
    private Map<TopicPartition, Long> offsets;
    private long number = -1;
    /** What has this number in the ring or a higher one was read since the page follows it. */
    private long followsFrom;

    private boolean hasSearched;

    /** Behind these offsets; a partition that is missing was not told at all. */
    PagePosition(Map<TopicPartition, Long> offsets) {
        this.offsets = new HashMap<>(offsets);
    }

    /** At the end of what was read. */
    static PagePosition at(EventRing.Edge edge) {
        PagePosition position = new PagePosition(edge.offsets());
        position.follow(edge);
        return position;
    }

    private void follow(EventRing.Edge edge) {
        number = edge.number();
        followsFrom = number;
    }

    Map<TopicPartition, Long> offsets() {
        return offsets;
    }

    boolean isInRing() {
        return number >= 0;
    }

    /**
     * Goes on in the ring, if that has all that the page was not told. One that was further than the ring is must search
     * once: a topic may have been made anew.
     */
    boolean enter(EventRing ring) {
        EventRing.Edge edge = ring.edge();
        if (hasSearched || !isBeyond(edge)) {
            number = ring.numberBehind(offsets);
            followsFrom = edge.number();
        }
        return isInRing();
    }

    private boolean isBeyond(EventRing.Edge edge) {
        return offsets.entrySet().stream()
                .anyMatch(each -> each.getValue() > edge.offsets().getOrDefault(each.getKey(), Long.MAX_VALUE));
    }

    /** A search told it all up to these offsets. */
    void searched(Map<TopicPartition, Long> reached) {
        offsets = new HashMap<>(reached);
        hasSearched = true;
    }

    /** What comes next in the ring. */
    EventRing.Slice next(EventRing ring, int most) {
        return ring.after(number, most);
    }

    /** Leaves out all up to the end of the ring. Returns how many that are. */
    long skip(EventRing ring) {
        EventRing.Edge edge = ring.edge();
        long count = edge.number() - number;
        offsets = new HashMap<>(edge.offsets());
        follow(edge);
        return count;
    }

    /** Passes the next one of the ring. Returns whether the page was not told it before. */
    boolean pass(Entry.Origin origin) {
        TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
        // What is read now with an offset that was there before is of a topic that was made anew.
        boolean isNew = number >= followsFrom || origin.offset() >= offsets.getOrDefault(partition, 0L);
        number++;
        if (isNew) {
            offsets.put(partition, origin.offset() + 1);
        }
        return isNew;
    }
}

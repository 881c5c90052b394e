package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a page was served: up to an offset in each partition and, once the page follows the ring, up to a number
 * there. For one thread at a time.
 */
final class PagePosition {
    private Map<TopicPartition, Long> offsets;
    private long number = -1;
    /** Entries with this number or a higher one were read after the page began to follow the ring. */
    private long followsFrom;

    private boolean hasSearched;

    /** A place after these offsets. The page has received nothing of a partition that is missing. */
    PagePosition(Map<TopicPartition, Long> offsets) {
        this.offsets = new HashMap<>(offsets);
    }

    /** A place at the end of the records that were read. */
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
     * Continues in the ring, if the ring has everything that the page has not received. A page that was further than
     * the ring must search once, because a topic may have been created again.
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

    /** Notes that a search has sent everything up to these offsets. */
    void searched(Map<TopicPartition, Long> reached) {
        offsets = new HashMap<>(reached);
        hasSearched = true;
    }

    /** The next entries in the ring. */
    EventRing.Slice next(EventRing ring, int most) {
        return ring.after(number, most);
    }

    /** Skips all entries up to the end of the ring. Returns how many these are. */
    long skip(EventRing ring) {
        EventRing.Edge edge = ring.edge();
        long count = edge.number() - number;
        offsets = new HashMap<>(edge.offsets());
        follow(edge);
        return count;
    }

    /** Passes the next entry of the ring. Returns whether the entry is new for the page. */
    boolean pass(Entry.Origin origin) {
        TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
        // If an entry is read now with an offset that already existed, its topic was created again.
        boolean isNew = number >= followsFrom || origin.offset() >= offsets.getOrDefault(partition, 0L);
        number++;
        if (isNew) {
            offsets.put(partition, origin.offset() + 1);
        }
        return isNew;
    }
}

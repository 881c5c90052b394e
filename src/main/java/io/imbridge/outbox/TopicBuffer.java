package io.imbridge.outbox;

import io.imbridge.callback.Invariant;
import io.imbridge.outbox.KeptRecord.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The records of one topic that can be handed out, and the state of its parked records. Guarded by the outbox's lock.
 *
 * <p>A topic is diverted when its records block those of other topics. Then its records are parked: they are stored in
 * the file one by one, and read from there page by page when Kafka accepts them. The topic is diverted until its last
 * parked record is in memory.
 */
final class TopicBuffer {
    private final String topic;
    private final int page;
    private final TreeMap<Long, KeptRecord> ready = new TreeMap<>();
    /** Parked records that are in memory, or done and not deleted yet. */
    private final Set<Long> known = new HashSet<>();

    /** Records that must be parked and are not parked yet. */
    private final TreeSet<Long> parking = new TreeSet<>();

    private boolean diverted;
    private long parkedInMemory;
    private long parkedOnDisk;
    private long lastParked = Long.MIN_VALUE;
    private long readUpTo = Long.MIN_VALUE;
    private boolean foundSome;
    private long version;
    private long deliveredAt;

    /**
     * Makes the buffer of a topic.
     *
     * @param page how many parked records are read at once
     */
    TopicBuffer(String topic, int page) {
        this.topic = topic;
        this.page = page;
    }

    String topic() {
        return topic;
    }

    /** A record can be handed out, in its place. */
    void put(KeptRecord kept) {
        kept.becomes(Stage.READY);
        ready.put(kept.sequence(), kept);
    }

    /** A record can no longer be handed out. */
    void drop(KeptRecord kept) {
        ready.remove(kept.sequence());
    }

    /** Hands out the next records. */
    List<KeptRecord> take(int max) {
        // Parked records that are not in memory come before the records after them.
        long upTo = parkedOnDisk > 0 ? readUpTo : Long.MAX_VALUE;
        List<KeptRecord> next = new ArrayList<>();
        while (next.size() < max && !ready.isEmpty() && ready.firstKey() <= upTo) {
            KeptRecord first = ready.pollFirstEntry().getValue();
            first.becomes(Stage.HANDED_OUT);
            next.add(first);
        }
        return next;
    }

    /** Whether there are records to hand out, now or after they are read. */
    boolean isWaiting() {
        return !ready.isEmpty() || parkedOnDisk > 0;
    }

    /** Kafka accepted a record of the topic. */
    void delivered(long now) {
        deliveredAt = now;
    }

    /** Whether Kafka accepted a record of the topic after a time of {@link System#nanoTime()}. */
    boolean hasDeliveredSince(long time) {
        return deliveredAt != 0 && deliveredAt - time > 0;
    }

    boolean isDiverted() {
        return diverted;
    }

    /** From now on its records are parked. */
    void divert() {
        diverted = true;
    }

    /** A record will be parked. */
    void parks(KeptRecord kept) {
        parking.add(kept.sequence());
    }

    /**
     * Whether a record need not be parked, because no older record of the topic is on disk. If so, it is no longer to
     * be parked.
     */
    boolean keeps(KeptRecord kept) {
        if (parkedOnDisk == 0) {
            parking.remove(kept.sequence());
            endDiverting();
        }
        return parkedOnDisk == 0;
    }

    /** Takes over the parked records of a file that was opened: their count and their highest number. */
    void adopt(long count, long last) {
        Invariant.holds(
                count > 0 && lastParked == Long.MIN_VALUE, topic, "parked records are found once, and are some");
        diverted = true;
        parkedOnDisk = count;
        lastParked = last;
    }

    /** How many parked records Kafka does not have. */
    long parked() {
        return parkedInMemory + parkedOnDisk;
    }

    /** The oldest parked record that can be handed out; null when there is none. */
    @Nullable
    KeptRecord firstParked() {
        return parkedInMemory == 0 || ready.isEmpty()
                ? null
                : ready.firstEntry().getValue();
    }

    /** A record was parked, or is done. It leaves memory unless it is in flight. */
    void parked(KeptRecord kept) {
        parking.remove(kept.sequence());
        version += kept.sequence() < lastParked ? 1 : 0;
        lastParked = Math.max(lastParked, kept.sequence());
        if (kept.is(Stage.DONE)) {
            known.add(kept.sequence());
        } else if (kept.is(Stage.HANDED_OUT)) {
            kept.park();
            known.add(kept.sequence());
            parkedInMemory++;
        } else {
            drop(kept);
            kept.becomes(Stage.ON_DISK);
            parkedOnDisk++;
            readUpTo = Math.min(readUpTo, kept.sequence() - 1);
        }
        endDiverting();
    }

    /** A parked record is done. */
    void done() {
        Invariant.holds(parkedInMemory > 0, topic, "no parked record is in memory");
        parkedInMemory--;
    }

    /** Parked records of this topic or others were deleted. */
    void deleted(SequenceSet sequences) {
        known.removeIf(sequences::contains);
    }

    /** The request for the next parked records; null when none must be read now. */
    Reading.@Nullable Request nextPage() {
        long upTo = parking.isEmpty() ? lastParked : Math.min(lastParked, parking.first() - 1);
        boolean wantsPage = parkedOnDisk > 0
                && (readUpTo < upTo || parking.isEmpty())
                && ready.headMap(readUpTo, true).size() <= page / 2;
        return wantsPage ? new Reading.Request(topic, readUpTo, upTo, page, version) : null;
    }

    /**
     * A page of parked records was read.
     *
     * @param deleted the records that were deleted while the page was read
     */
    void loaded(Reading.Request request, List<KeptRecord> read, SequenceSet deleted) {
        if (request.version() != version) {
            // An older record was parked since the request.
            return;
        }
        for (KeptRecord kept : read) {
            readUpTo = Math.min(kept.sequence(), request.upTo());
            if (kept.sequence() > request.upTo()) {
                break;
            }
            if (!deleted.contains(kept.sequence()) && known.add(kept.sequence())) {
                kept.park();
                put(kept);
                parkedInMemory++;
                parkedOnDisk = Math.max(0, parkedOnDisk - 1);
                foundSome = true;
            }
        }
        if (read.isEmpty()) {
            // Records that a search from the beginning does not find were counted twice or lost by damage.
            boolean isLost = !foundSome && lastParked == request.upTo();
            parkedOnDisk = isLost ? 0 : parkedOnDisk;
            foundSome = false;
            readUpTo = Long.MIN_VALUE;
        }
        endDiverting();
    }

    private void endDiverting() {
        if (diverted && parking.isEmpty() && parkedOnDisk == 0) {
            diverted = false;
            readUpTo = Long.MIN_VALUE;
            version++;
        }
    }
}

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
 * The records of one topic that can be handed out, and its place among those that are parked. Guarded by the outbox's
 * lock.
 *
 * <p>A topic is diverted when its records hold up those of others: they are parked in the file, one by one, and read
 * from there, page by page, when Kafka takes them. It is diverted until the last one of them is in memory.
 */
final class TopicBuffer {
    private final String topic;
    private final int page;
    private final TreeMap<Long, KeptRecord> ready = new TreeMap<>();
    /** Parked records that are in memory, or done and not deleted yet. */
    private final Set<Long> known = new HashSet<>();

    /** Those that are to be parked and are not yet. */
    private final TreeSet<Long> parking = new TreeSet<>();

    private boolean diverted;
    private long parkedInMemory;
    private long parkedOnDisk;
    private long lastParked = Long.MIN_VALUE;
    private long readUpTo = Long.MIN_VALUE;
    private boolean foundSome;
    private long version;
    private long deliveredAt;

    /** @param page how many parked records are read at once */
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

    /** A record can be handed out no more. */
    void drop(KeptRecord kept) {
        ready.remove(kept.sequence());
    }

    /** Hands out the next ones. */
    List<KeptRecord> take(int max) {
        // What is parked and not in memory goes before what comes behind it.
        long upTo = parkedOnDisk > 0 ? readUpTo : Long.MAX_VALUE;
        List<KeptRecord> next = new ArrayList<>();
        while (next.size() < max && !ready.isEmpty() && ready.firstKey() <= upTo) {
            KeptRecord first = ready.pollFirstEntry().getValue();
            first.becomes(Stage.HANDED_OUT);
            next.add(first);
        }
        return next;
    }

    /** Whether there is something to hand out, now or when it is read. */
    boolean isWaiting() {
        return !ready.isEmpty() || parkedOnDisk > 0;
    }

    /** Kafka took a record of it. */
    void delivered(long now) {
        deliveredAt = now;
    }

    /** Whether Kafka took a record of it since then, by {@link System#nanoTime()}. */
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

    /** A record is about to be parked. */
    void parks(KeptRecord kept) {
        parking.add(kept.sequence());
    }

    /** A record need not be parked if nothing is on disk that goes before it. Returns whether that is so. */
    boolean keeps(KeptRecord kept) {
        if (parkedOnDisk == 0) {
            parking.remove(kept.sequence());
            endDiverting();
        }
        return parkedOnDisk == 0;
    }

    /** A file was opened that has so many parked records, up to a number. */
    void adopt(long count, long last) {
        Invariant.holds(
                count > 0 && lastParked == Long.MIN_VALUE, topic, "parked records are found once, and are some");
        diverted = true;
        parkedOnDisk = count;
        lastParked = last;
    }

    /** How many records are parked that Kafka does not have. */
    long parked() {
        return parkedInMemory + parkedOnDisk;
    }

    /** The oldest parked record that can be handed out, null when there is none. */
    @Nullable
    KeptRecord firstParked() {
        return parkedInMemory == 0 || ready.isEmpty()
                ? null
                : ready.firstEntry().getValue();
    }

    /** A record is parked now, or done. It leaves memory, unless it is on its way. */
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

    /** Parked records, of this topic or another, are deleted. */
    void deleted(SequenceSet sequences) {
        known.removeIf(sequences::contains);
    }

    /** The parked records that are to be read next; null when none are, or not yet. */
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
     * @param deleted what was deleted while it was read
     */
    void loaded(Reading.Request request, List<KeptRecord> read, SequenceSet deleted) {
        if (request.version() != version) {
            // Something that goes before was parked meanwhile.
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
            // What is missing was counted twice, or lost by damage, if it is not found from the beginning on.
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

package io.imbridge.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of one topic that are in memory, and what is known of those that are parked. Guarded by the outbox's lock.
 *
 * <p>A topic is diverted when its records hold up those of others: they are parked in the file, one by one, and read
 * from there when Kafka takes them. It is diverted until the last one of them is in memory.
 */
final class TopicBuffer {
    private final String topic;
    private final int most;
    private final TreeMap<Long, KeptRecord> ready = new TreeMap<>();
    private final SequenceSet parked = new SequenceSet();
    private final Map<Long, KeptRecord> parkedInMemory = new HashMap<>();
    private boolean diverted;
    private boolean waits;
    private long inserts;
    private final SequenceSet parking = new SequenceSet();
    private long readUpTo = Long.MIN_VALUE;
    private long deliveredAt;

    /** @param most how many parked records are in memory, ready to be handed out */
    TopicBuffer(String topic, int most) {
        this.topic = topic;
        this.most = most;
    }

    String topic() {
        return topic;
    }

    /** A record can be handed out, in its place. */
    void put(KeptRecord kept) {
        kept.becomesReady();
        ready.put(kept.sequence(), kept);
    }

    /** A record can be handed out no more. */
    void drop(KeptRecord kept) {
        ready.remove(kept.sequence());
    }

    /** Hands out the next ones. */
    List<KeptRecord> take(int max) {
        List<KeptRecord> next = new ArrayList<>(Math.min(max, ready.size()));
        while (next.size() < max) {
            Map.Entry<Long, KeptRecord> first = ready.pollFirstEntry();
            if (first == null) {
                break;
            }
            next.add(first.getValue());
        }
        return next;
    }

    /** Whether there is something to hand out, now or when it is read. */
    boolean isWaiting() {
        return !ready.isEmpty() || parked.size() > parkedInMemory.size();
    }

    /** When Kafka last took a record of it, by {@link System#nanoTime()}; 0 for never. */
    long deliveredAt() {
        return deliveredAt;
    }

    void delivered(long now) {
        deliveredAt = now;
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

    /** A record is parked, or will not be. */
    void hasParked(KeptRecord kept) {
        parking.remove(kept.sequence());
    }

    /** How many records are parked. */
    long parked() {
        return parked.size();
    }

    /** Whether a record is parked. */
    boolean hasParked(long sequence) {
        return parked.contains(sequence);
    }

    /** How many records are parked and not in memory. */
    long parkedOnDisk() {
        return parked.size() - parkedInMemory.size();
    }

    /** A file was opened that has these parked records. */
    void adopt(SequenceSet found) {
        parked.addAll(found);
        diverted = !parked.isEmpty();
    }

    /** Of those that are parked, and not in memory, the file has these only. */
    void retain(SequenceSet found) {
        for (long sequence : parked.toArray()) {
            if (!found.contains(sequence) && !parkedInMemory.containsKey(sequence)) {
                parked.remove(sequence);
            }
        }
    }

    /** A record that is in memory is parked now. It stays there if it is on its way, or among the next ones. */
    void parked(KeptRecord kept) {
        kept.park();
        parked.add(kept.sequence());
        parkedInMemory.put(kept.sequence(), kept);
    }

    /** Lets those go that are not needed soon. */
    void shrink() {
        while (ready.size() > most) {
            KeptRecord last = ready.lastEntry().getValue();
            if (!last.isParked()) {
                break;
            }
            ready.remove(last.sequence());
            parkedInMemory.remove(last.sequence());
            last.leavesMemory();
            readUpTo = Math.min(readUpTo, last.sequence() - 1);
        }
    }

    /** A record that never was in memory, or has just left it, is parked. */
    void parkedOnly(long sequence) {
        inserts += sequence < parked.last() ? 1 : 0;
        parked.add(sequence);
        readUpTo = Math.min(readUpTo, sequence - 1);
    }

    /** The next record that is to be handed out, null when there is none. */
    @Nullable
    KeptRecord first() {
        Map.Entry<Long, KeptRecord> first = ready.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** Whether some of what is parked is to be read. */
    boolean wantsPage() {
        return !waits && parkedOnDisk() > 0 && ready.size() <= most / 2;
    }

    /** What kept the next page from being read is in memory, or parked itself. */
    void goesOn() {
        waits = false;
    }

    /** The highest number that is parked. */
    long lastParked() {
        return parked.last();
    }

    /** How often a record was parked that goes before others. */
    long inserts() {
        return inserts;
    }

    /** The number behind which it is to be read. */
    long readUpTo() {
        return readUpTo;
    }

    /**
     * A page of parked records was read.
     *
     * @param request what was asked for
     * @param mayPass whether nothing older of a record's key is in the file
     */
    void loaded(Backlog.Request request, List<KeptRecord> page, Predicate<KeptRecord> mayPass) {
        if (request.after() != readUpTo || request.inserts() != inserts) {
            // Something that goes before was parked meanwhile.
            return;
        }
        long end = Math.min(request.upTo() + 1, parking.first());
        List<KeptRecord> read = page.stream()
                .takeWhile(kept -> kept.sequence() < end && mayPass.test(kept))
                .toList();
        waits = !page.isEmpty() && read.isEmpty();
        for (KeptRecord kept : read) {
            if (parked.contains(kept.sequence()) && !parkedInMemory.containsKey(kept.sequence())) {
                kept.park();
                parkedInMemory.put(kept.sequence(), kept);
                put(kept);
            }
        }
        if (!read.isEmpty()) {
            readUpTo = read.get(read.size() - 1).sequence();
        } else if (!waits && readUpTo == Long.MIN_VALUE) {
            // The file has lost them.
            retain(new SequenceSet());
        } else if (!waits) {
            readUpTo = Long.MIN_VALUE;
        }
    }

    /** Ends the diverting if nothing is parked that is not in memory. */
    void tryToEndDiverting() {
        if (diverted && parking.isEmpty() && parkedOnDisk() == 0) {
            diverted = false;
            readUpTo = Long.MIN_VALUE;
        }
    }

    /** A parked record is done: it is to be deleted. */
    void done(KeptRecord kept) {
        parked.remove(kept.sequence());
        parkedInMemory.remove(kept.sequence());
    }
}

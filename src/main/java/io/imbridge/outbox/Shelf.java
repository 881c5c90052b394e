package io.imbridge.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The records of one topic that Kafka does not have yet, as far as they are in memory.
 *
 * <p>Fresh ones are at hand, as long as they are few. When they are many, or when one comes back, the shelf is
 * <em>behind</em>: it remembers only how far it was read, and the rest is read from the store. What the store does not
 * have stays at hand in any case. Guarded by the outbox's lock.
 */
final class Shelf {
    private static final long MAX_AT_HAND_BYTES = 1024 * 1024;

    private final Hand hand;
    private final TreeMap<Long, KeptRecord> atHand = new TreeMap<>();
    private final Set<Long> handedOut = new HashSet<>();
    private long atHandBytes;
    private long readUpTo;
    private long storedUpTo;
    private long readingUpTo;
    private SequenceSet forgottenAtRead = new SequenceSet();
    private boolean behind;

    Shelf(Hand hand) {
        this.hand = hand;
    }

    /** A record is in the store. */
    void addStored(KeptRecord kept) {
        storedUpTo = Math.max(storedUpTo, kept.sequence());
        long size = kept.record().size();
        if (!behind && atHandBytes + size <= MAX_AT_HAND_BYTES && hand.hasRoom(size)) {
            hold(kept);
        } else {
            behind = true;
        }
    }

    /** A record is nowhere but here. */
    void hold(KeptRecord kept) {
        if (atHand.put(kept.sequence(), kept) == null) {
            atHandBytes += kept.record().size();
            hand.grow(kept.record().size());
        }
    }

    /** A record that is nowhere but here comes back: what follows upon it must not pass it. */
    void putBack(KeptRecord kept) {
        hold(kept);
        readUpTo = Math.min(readUpTo, kept.sequence() - 1);
    }

    /** A record that was held is in the store now. */
    void stored(KeptRecord kept) {
        storedUpTo = Math.max(storedUpTo, kept.sequence());
        if (behind) {
            drop(kept.sequence());
        }
    }

    /** A store was opened that has records of a time before, up to this one. */
    void found(long last) {
        storedUpTo = Math.max(storedUpTo, last);
        readUpTo = 0;
        behind = true;
    }

    void drop(long sequence) {
        KeptRecord kept = atHand.remove(sequence);
        if (kept != null) {
            gone(kept);
        }
    }

    private void gone(KeptRecord kept) {
        atHandBytes -= kept.record().size();
        hand.grow(-kept.record().size());
    }

    boolean isWaiting() {
        return behind || !atHand.isEmpty();
    }

    boolean isBehind() {
        return behind;
    }

    /**
     * Begins to read the store; returns the number behind which.
     *
     * @param forgotten what the store may have forgotten by the time that the reading ends
     */
    long startRead(SequenceSet forgotten) {
        forgottenAtRead = forgotten;
        readingUpTo = storedUpTo;
        return readUpTo;
    }

    /** Hands out what is at hand. */
    List<KeptRecord> take(int max) {
        List<KeptRecord> next = new ArrayList<>(Math.min(max, atHand.size()));
        while (next.size() < max) {
            Map.Entry<Long, KeptRecord> first = atHand.pollFirstEntry();
            if (first == null) {
                break;
            }
            gone(first.getValue());
            readUpTo = Math.max(readUpTo, first.getKey());
            if (handedOut.add(first.getKey())) {
                next.add(first.getValue());
            }
        }
        return next;
    }

    /** Hands out what was read of the store since {@link #startRead}, but for what is out or forgotten already. */
    List<KeptRecord> handOut(List<KeptRecord> read, Predicate<KeptRecord> forgotten) {
        List<KeptRecord> next = new ArrayList<>(read.size());
        for (KeptRecord kept : read) {
            if (kept.sequence() > readingUpTo) {
                // It was not known to be in the store when the reading began, and will be at hand.
                readUpTo = Math.max(readUpTo, readingUpTo);
                break;
            }
            readUpTo = Math.max(readUpTo, kept.sequence());
            drop(kept.sequence());
            boolean gone = forgottenAtRead.contains(kept.sequence()) || forgotten.test(kept);
            if (!gone && handedOut.add(kept.sequence())) {
                next.add(kept);
            }
        }
        if (read.isEmpty()) {
            // There was nothing up to where it went when the reading began; what came since is still to be read.
            readUpTo = Math.max(readUpTo, readingUpTo);
        }
        behind = readUpTo < storedUpTo;
        return next;
    }

    /** Kafka has it, or it is put back: it is out no more. */
    void returned(long sequence) {
        handedOut.remove(sequence);
    }

    /** A record that the store has comes back: from there on everything is read again, but for what is still out. */
    void rewind(KeptRecord kept) {
        if (kept.sequence() <= storedUpTo) {
            readUpTo = Math.min(readUpTo, kept.sequence() - 1);
            behind = true;
        }
    }
}

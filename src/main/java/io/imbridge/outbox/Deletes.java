package io.imbridge.outbox;

/** The numbers of what is to be deleted from one table of the file. Guarded by the outbox's lock. */
final class Deletes {
    private final SequenceSet done = new SequenceSet();
    /** What a transaction may have added though it failed, or added in vain: it goes with the one that adds it anew. */
    private final SequenceSet doubtful = new SequenceSet();

    /** Nobody needs it any more. */
    void add(long number) {
        done.add(number);
    }

    /** It may be there, and is to be added anew. */
    void doubt(long number) {
        doubtful.add(number);
    }

    boolean contains(long number) {
        return done.contains(number);
    }

    /** How many there are that nobody needs any more. */
    long size() {
        return done.size();
    }

    /** The lowest of those that nobody needs any more, {@code max} at most. */
    SequenceSet first(int max) {
        return done.first(max);
    }

    /** All, those among them that are to be added anew. */
    SequenceSet all() {
        SequenceSet all = done.first(done.size());
        all.addAll(doubtful);
        return all;
    }

    /** They are deleted. */
    void deleted(SequenceSet numbers) {
        numbers.forEach(done::remove);
        numbers.forEach(doubtful::remove);
    }
}

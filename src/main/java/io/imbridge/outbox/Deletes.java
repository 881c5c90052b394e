package io.imbridge.outbox;

/** The numbers of the rows that must be deleted from one table of the file. Guarded by the outbox's lock. */
final class Deletes {
    private final SequenceSet done = new SequenceSet();
    /**
     * Rows that a failed or void transaction may have added. The transaction that adds them again deletes them first.
     */
    private final SequenceSet doubtful = new SequenceSet();

    /** Nobody needs the row any more. */
    void add(long number) {
        done.add(number);
    }

    /** The row may exist, and will be added again. */
    void doubt(long number) {
        doubtful.add(number);
    }

    boolean contains(long number) {
        return done.contains(number);
    }

    /** How many rows nobody needs any more. */
    long size() {
        return done.size();
    }

    /** The lowest numbers of rows that nobody needs any more, at most {@code max}. */
    SequenceSet first(int max) {
        return done.first(max);
    }

    /** All numbers, including rows that will be added again. */
    SequenceSet all() {
        SequenceSet all = done.first(done.size());
        all.addAll(doubtful);
        return all;
    }

    /** These rows were deleted. */
    void deleted(SequenceSet numbers) {
        numbers.forEach(done::remove);
        numbers.forEach(doubtful::remove);
    }
}

package io.imbridge.outbox;

import java.time.Duration;

/** Is told of every transaction of the outbox. Its method must return at once. */
public interface CommitObserver {
    /**
     * A transaction is on disk.
     *
     * @param records how many records it added
     * @param took how long it ran
     */
    void committed(int records, Duration took);
}

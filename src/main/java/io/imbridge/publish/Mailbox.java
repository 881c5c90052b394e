package io.imbridge.publish;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** What other threads have to say to the relay's, and its sleep until they do. */
final class Mailbox {
    private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private final Thread owner;
    private volatile boolean woken;

    Mailbox(Thread owner) {
        this.owner = owner;
    }

    /** Has something done on the owner's thread. */
    void tell(Runnable message) {
        messages.add(message);
        wake();
    }

    void wake() {
        if (!woken) {
            woken = true;
            LockSupport.unpark(owner);
        }
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Does all that was told. On the owner's thread. */
    void settle() {
        woken = false;
        for (Runnable next = messages.poll(); next != null; next = messages.poll()) {
            next.run();
        }
    }

    /** Sleeps until somebody wakes the owner, who was not woken since it last settled, or for so many nanoseconds. */
    void sleep(long most) {
        if (!woken) {
            LockSupport.parkNanos(this, most);
        }
    }
}

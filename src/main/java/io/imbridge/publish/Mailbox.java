package io.imbridge.publish;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Passes messages from other threads to the relay's thread, which sleeps until one arrives. */
final class Mailbox {
    private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private final Thread owner;
    private volatile boolean woken;

    Mailbox(Thread owner) {
        this.owner = owner;
    }

    /** Has a message run on the owner's thread. */
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

    /** Runs all messages. Called on the owner's thread. */
    void settle() {
        woken = false;
        for (Runnable next = messages.poll(); next != null; next = messages.poll()) {
            next.run();
        }
    }

    /**
     * Sleeps until the owner is woken, for {@code most} nanoseconds at most. Does not sleep if the owner was woken
     * since it last ran the messages.
     */
    void sleep(long most) {
        if (!woken) {
            LockSupport.parkNanos(this, most);
        }
    }
}

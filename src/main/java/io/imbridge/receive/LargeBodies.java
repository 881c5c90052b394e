package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Processes bodies that would block an event loop, one at a time. A waiting body is answered when its time is over; it
 * is then not processed any more. Safe for many threads.
 */
final class LargeBodies {
    private final Executor thread;

    /**
     * Makes the queue.
     *
     * @param thread runs one task at a time, in their order
     */
    LargeBodies(Executor thread) {
        this.thread = thread;
    }

    /**
     * Queues work.
     *
     * @param deadline if it passes before the work is done, the work is refused with {@link Refusal#NOT_KEPT}
     * @param caller is told how to drop the work; the memory of its body is then free
     */
    <T> CompletableFuture<T> submit(Supplier<T> work, Deadline deadline, Intake.Caller caller) {
        Task<T> task = new Task<>(work);
        caller.whenGone(task::refuse);
        thread.execute(task);
        return task.result
                .orTimeout(deadline.left().toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(task::failed);
    }

    private static final class Task<T> implements Runnable {
        private final AtomicReference<@Nullable Supplier<T>> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Task(Supplier<T> work) {
            this.work = new AtomicReference<>(work);
        }

        @Override
        public void run() {
            Supplier<T> mine = work.getAndSet(null);
            if (mine == null) {
                return;
            }
            try {
                result.complete(mine.get());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        }

        void refuse() {
            if (work.getAndSet(null) != null) {
                result.completeExceptionally(new RefusedException(Refusal.NOT_KEPT));
            }
        }

        CompletionStage<T> failed(Throwable failure) {
            work.set(null);
            return CompletableFuture.failedStage(
                    failure instanceof TimeoutException ? new RefusedException(Refusal.NOT_KEPT) : failure);
        }
    }
}

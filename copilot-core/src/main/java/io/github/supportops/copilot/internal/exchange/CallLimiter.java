package io.github.supportops.copilot.internal.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** At most so many calls at once; further ones wait in order, up to a limit, without a thread. Thread-safe. */
public final class CallLimiter {
    private final int maxWaiting;
    private final Deque<CompletableFuture<Permit>> waiting = new ArrayDeque<>();
    private int free;

    /** Creates it. */
    public CallLimiter(int maxCalls, int maxWaiting) {
        this.free = maxCalls;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Asks for a permit. Cancel the future to leave the queue; it fails with {@link RejectedExecutionException} when the
     * queue is full.
     */
    public CompletableFuture<Permit> acquire() {
        synchronized (waiting) {
            if (free > 0) {
                free--;
                return CompletableFuture.completedFuture(new Permit(this));
            }
            waiting.removeIf(CompletableFuture::isDone);
            if (waiting.size() >= maxWaiting) {
                return CompletableFuture.failedFuture(
                        new RejectedExecutionException(maxWaiting + " calls are waiting already"));
            }
            CompletableFuture<Permit> turn = new CompletableFuture<>();
            waiting.add(turn);
            return turn;
        }
    }

    private void release() {
        while (true) {
            CompletableFuture<Permit> next = next();
            if (next == null || next.complete(new Permit(this))) {
                return;
            }
        }
    }

    private @Nullable CompletableFuture<Permit> next() {
        synchronized (waiting) {
            CompletableFuture<Permit> next = waiting.poll();
            if (next == null) {
                free++;
            }
            return next;
        }
    }

    /** The right to make one call. */
    public static final class Permit {
        private final CallLimiter limiter;
        private final AtomicBoolean released = new AtomicBoolean();

        private Permit(CallLimiter limiter) {
            this.limiter = limiter;
        }

        /** Gives it back; again does nothing. */
        public void release() {
            if (released.compareAndSet(false, true)) {
                limiter.release();
            }
        }
    }
}

package io.github.supportops.copilot.internal.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** At most so many calls at once; further ones wait in order, up to a limit, without a thread. Thread-safe. */
public final class CallLimiter {
    private final int maxCalls;
    private final int maxWaiting;
    private final Deque<CompletableFuture<Permit>> waiting = new ArrayDeque<>();
    private final ThreadLocal<Boolean> handingOut = ThreadLocal.withInitial(() -> false);
    private int free;

    /** Creates it. */
    public CallLimiter(int maxCalls, int maxWaiting) {
        this.maxCalls = maxCalls;
        this.free = maxCalls;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Asks for a permit. Cancel the future to leave the queue; it fails with {@link RejectedExecutionException} when the
     * queue is full.
     */
    public CompletableFuture<Permit> acquire() {
        synchronized (waiting) {
            if (free > 0 && waiting.isEmpty()) {
                free--;
                return CompletableFuture.completedFuture(new Permit(this));
            }
            if (waiting.size() >= maxWaiting) {
                waiting.removeIf(CompletableFuture::isDone);
            }
            if (waiting.size() >= maxWaiting) {
                return CompletableFuture.failedFuture(
                        new RejectedExecutionException(maxWaiting + " calls are waiting already"));
            }
            CompletableFuture<Permit> turn = new CompletableFuture<>();
            waiting.add(turn);
            return turn;
        }
    }

    /** {@return how many permits are out} */
    public int inUse() {
        synchronized (waiting) {
            return maxCalls - free;
        }
    }

    private void release() {
        synchronized (waiting) {
            free++;
        }
        handOut();
    }

    /**
     * Hands free permits to those who wait. A call that ends at once gives its permit back from within this loop; the loop
     * then goes on instead of starting another inside itself, or a long queue of such calls would overflow the stack.
     */
    private void handOut() {
        if (handingOut.get()) {
            return;
        }
        handingOut.set(true);
        try {
            for (CompletableFuture<Permit> turn = next(); turn != null; turn = next()) {
                Permit permit = new Permit(this);
                if (!turn.complete(permit)) {
                    permit.release();
                }
            }
        } finally {
            handingOut.remove();
        }
    }

    private @Nullable CompletableFuture<Permit> next() {
        synchronized (waiting) {
            CompletableFuture<Permit> turn = free > 0 ? waiting.poll() : null;
            if (turn != null) {
                free--;
            }
            return turn;
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

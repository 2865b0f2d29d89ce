package io.github.supportops.copilot.internal.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Real time. One daemon thread keeps the watch, and what is due runs on a thread that no other work can occupy: a deadline
 * must not wait behind a user's callback that blocks every worker. There are as many such threads as tasks are due at
 * once, up to a limit; they end after a second without work.
 */
public final class SystemScheduler implements Scheduler {
    private static final int MOST_THREADS = 32;

    private final ScheduledThreadPoolExecutor watch;
    private final ThreadPoolExecutor hands;

    /** Creates it; its threads have names that start like this. */
    public SystemScheduler(String threadName) {
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        };
        this.watch = new ScheduledThreadPoolExecutor(1, daemons);
        watch.setRemoveOnCancelPolicy(true);
        watch.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.hands = new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons,
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        if (watch.isShutdown()) {
            return () -> {};
        }
        Future<?> scheduled = watch.schedule(() -> hands.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close() {
        watch.shutdownNow();
        hands.shutdown();
    }
}

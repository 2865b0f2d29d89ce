package io.github.supportops.copilot.internal.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time: one daemon thread keeps the watch and hands every task to the executor, so that no task delays another. */
public final class SystemScheduler implements Scheduler {
    private final ScheduledThreadPoolExecutor watch;
    private final Executor executor;

    /** Creates it; tasks run on the given executor. */
    public SystemScheduler(String threadName, Executor executor) {
        this.executor = executor;
        this.watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        watch.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
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
        Future<?> scheduled = watch.schedule(() -> executor.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}

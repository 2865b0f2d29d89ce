package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.internal.exchange.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that moves only when told. */
final class ManualScheduler implements Scheduler {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::at));
    private long now = 1_000_000_000L;

    private record Task(long at, Runnable action) {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-01-01T00:00:00Z").plusNanos(now);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable action) {
        Task task = new Task(now + delay.toNanos(), action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void advance(Duration span) {
        long until = now + span.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= until) {
            Task due = tasks.remove();
            now = Math.max(now, due.at());
            due.action().run();
        }
        now = until;
    }

    @Override
    public void close() {
        tasks.clear();
    }
}

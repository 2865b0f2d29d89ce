package io.github.supportops.copilot.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What the stub will say and what it has heard. Thread-safe. */
final class Script {
    private static final int MOST_REQUESTS = 10_000;

    private final Queue<StubReply> replies = new ArrayDeque<>();
    private final Deque<StubRequest> requests = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Function<StubRequest, StubReply> otherwise =
            request -> StubReply.error(500, "The stub's script has no reply for request " + request.number());
    private int count;
    private int running;
    private int peak;

    synchronized void add(StubReply reply) {
        replies.add(reply);
    }

    synchronized void otherwise(Function<StubRequest, StubReply> reply) {
        this.otherwise = Objects.requireNonNull(reply, "reply");
    }

    synchronized StubRequest record(String method, String path, Map<String, String> headers, String body) {
        count++;
        StubRequest request = new StubRequest(count, method, path, headers, body);
        if (requests.size() == MOST_REQUESTS) {
            requests.removeFirst();
        }
        requests.addLast(request);
        running++;
        peak = Math.max(peak, running);
        notifyAll();
        return request;
    }

    synchronized void answered() {
        running--;
    }

    StubReply next(StubRequest request) {
        Function<StubRequest, StubReply> fallback;
        synchronized (this) {
            StubReply scripted = replies.poll();
            if (scripted != null) {
                return scripted;
            }
            fallback = otherwise;
        }
        return fallback.apply(request);
    }

    synchronized List<StubRequest> requests() {
        return new ArrayList<>(requests);
    }

    synchronized int count() {
        return count;
    }

    synchronized int peak() {
        return peak;
    }

    synchronized void awaitCount(int wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (count < wanted) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(
                            "Expected " + wanted + " requests within " + limit + ", but " + count + " came");
                }
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for requests", interrupted);
        }
    }

    /** Waits for some time, or until the stub is closed. */
    void pause(Duration time) {
        try {
            if (!time.isZero()) {
                ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        ended.countDown();
    }
}

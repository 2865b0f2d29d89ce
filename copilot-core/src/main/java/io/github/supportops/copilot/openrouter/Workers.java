package io.github.supportops.copilot.openrouter;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few daemon threads of one analyzer's HTTP client. The pool never rejects: a client whose executor rejects loses its
 * selector thread, so work that comes after the end runs where it is. Its queue is bounded by the calls in flight.
 */
final class Workers {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ThreadPoolExecutor pool;

    Workers() {
        int threads = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
        this.pool =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "copilot-worker-" + COUNT.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        pool.setRejectedExecutionHandler((task, ended) -> task.run());
    }

    /** A client on these threads. Nobody but its user may refer to it: before JDK 21 that is what keeps it open. */
    HttpClient newClient(HttpClient.Version version, Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(version)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(pool)
                .build();
    }

    void close() {
        pool.shutdown();
    }
}

package io.github.supportops.copilot.openrouter;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The few daemon threads of one analyzer and its HTTP client. The pool never rejects: a client whose executor rejects
 * loses its selector thread, so work that comes after the end runs where it is.
 */
final class Workers {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ThreadPoolExecutor pool;
    private final HttpClient client;
    private final boolean ownsClient;

    Workers(@Nullable HttpClient given, HttpClient.Version version, Duration connectTimeout) {
        int threads = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
        this.pool =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "copilot-worker-" + COUNT.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        pool.setRejectedExecutionHandler((task, ended) -> task.run());
        this.ownsClient = given == null;
        this.client = given != null
                ? given
                : HttpClient.newBuilder()
                        .version(version)
                        .connectTimeout(connectTimeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(pool)
                        .build();
    }

    Executor executor() {
        return pool;
    }

    HttpClient client() {
        return client;
    }

    boolean ownsClient() {
        return ownsClient;
    }

    void close() {
        pool.shutdown();
    }
}

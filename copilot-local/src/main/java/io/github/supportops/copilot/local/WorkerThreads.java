package io.github.supportops.copilot.local;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of an analyzer: daemons that start when there is work and end when there is none for a while. */
final class WorkerThreads {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private WorkerThreads() {}

    static ThreadPoolExecutor start(int count) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(count, count, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "copilot-local-" + NUMBER.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        // Work that is handed in while the analyzer closes is dropped; close() has cancelled its future.
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return threads;
    }
}

package io.github.supportops.copilot.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Makes so many calls, so many at once: each call that ends starts the next one. */
final class Lanes {
    private final Supplier<CompletableFuture<?>> call;
    private final AtomicInteger toStart;
    private final AtomicInteger running;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Lanes(int calls, int lanes, Supplier<CompletableFuture<?>> call) {
        this.call = call;
        this.toStart = new AtomicInteger(calls);
        this.running = new AtomicInteger(lanes);
    }

    static void run(int calls, int lanes, Supplier<CompletableFuture<?>> call) {
        Lanes all = new Lanes(calls, lanes, call);
        for (int lane = 0; lane < lanes; lane++) {
            all.next();
        }
        all.done.join();
    }

    private void next() {
        if (toStart.getAndDecrement() <= 0) {
            if (running.decrementAndGet() == 0) {
                done.complete(null);
            }
            return;
        }
        call.get().whenComplete((result, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                next();
            }
        });
    }
}

package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.cache.CacheKey;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One entry's place in the window. Only the run's thread touches it: an analysis that ends on another thread hands its
 * outcome over through the run's queue.
 */
final class BatchEntry<E> {
    final long index;
    final E value;

    /** The key of the ticket's content; null before it was read, and where identical tickets are each asked. */
    @Nullable
    CacheKey key;

    /** Null before it was read, and where it could not be. */
    @Nullable
    Ticket ticket;

    /** Null while nothing is under way. */
    @Nullable
    CompletableFuture<AnalysisResult> analysis;

    long sentAt;

    /** Null until it is known, and again once it was handed over. */
    @Nullable
    TicketOutcome outcome;

    /** True when nothing more will happen: it was handed over, or the run ended without an outcome for it. */
    boolean closed;

    BatchEntry(long index, E value) {
        this.index = index;
        this.value = value;
    }

    void settle(TicketOutcome known) {
        this.analysis = null;
        this.outcome = known;
    }

    void close() {
        this.analysis = null;
        this.outcome = null;
        this.closed = true;
    }
}

package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.cache.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One entry's place in the window. Only the run's thread touches it: an analysis that ends on another thread hands its
 * outcome over through the run's queue.
 */
final class BatchEntry<E> {
    private static final int MOST_REFUSALS = 20;
    private static final int MOST_WITHOUT_PROGRESS = 2;

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

    private final List<Attempt> refusedCalls = new ArrayList<>(0);
    private int refusals;
    private int refusalsWithoutProgress;
    private long answeredAtRefusal;

    BatchEntry(long index, E value) {
        this.index = index;
        this.value = value;
    }

    /**
     * Notes a failure that says nothing about the ticket: it came at a time with too many calls. It is asked again at the
     * pace the provider allows, but not for ever, and hardly ever while the provider refuses everything.
     *
     * @param answered how many tickets of the run have been answered until now
     */
    boolean mayBePutBack(AnalysisException failure, long answered) {
        refusalsWithoutProgress = answered > answeredAtRefusal ? 0 : refusalsWithoutProgress;
        answeredAtRefusal = answered;
        boolean again = failure.kind() == FailureKind.RATE_LIMITED
                && refusals < MOST_REFUSALS
                && refusalsWithoutProgress < MOST_WITHOUT_PROGRESS;
        if (again) {
            refusalsWithoutProgress++;
            refusals++;
            analysis = null;
            refusedCalls.addAll(failure.attempts());
        }
        return again;
    }

    boolean wasRefused() {
        return refusals > 0;
    }

    /** {@return the outcome, with the calls that were refused before in its ledger} */
    TicketOutcome outcomeOf(Ticket asked, AnalysisResult result) {
        if (isKept(result)) {
            return TicketOutcome.reused(index, asked, result);
        }
        if (refusedCalls.isEmpty()) {
            return TicketOutcome.success(index, asked, result);
        }
        List<Attempt> all = new ArrayList<>(refusedCalls);
        all.addAll(result.provenance().attempts());
        List<Attempt> numbered = IntStream.range(0, all.size())
                .mapToObj(place -> all.get(place).numbered(place + 1))
                .toList();
        Provenance provenance =
                result.provenance().toBuilder().attempts(numbered).build();
        return TicketOutcome.success(
                index, asked, result.toBuilder().provenance(provenance).build());
    }

    /** {@return whether the result comes from a cache and nobody was asked} */
    private static boolean isKept(AnalysisResult result) {
        Provenance provenance = result.provenance();
        return provenance.attempts().isEmpty()
                && provenance.steps().stream().anyMatch(step -> step.part().equals("cache"));
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

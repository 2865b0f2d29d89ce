package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Keeps a fixed number of analyses under way, started from the calling thread, until every ticket has an outcome. */
final class GoldRun {
    private final TicketAnalyzer analyzer;
    private final int concurrency;

    GoldRun(TicketAnalyzer analyzer, int concurrency) {
        this.analyzer = analyzer;
        this.concurrency = concurrency;
    }

    List<ScoredTicket> over(List<LabelledTicket> tickets) {
        Progress progress = new Progress(tickets.size());
        List<CompletableFuture<AnalysisResult>> calls = new ArrayList<>();
        try {
            for (int place = 0; place < tickets.size() && !progress.stopped(); place++) {
                progress.free.acquire();
                calls.add(started(tickets.get(place), place, progress));
            }
            progress.free.acquire(concurrency);
        } catch (InterruptedException interrupted) {
            calls.forEach(call -> call.cancel(true));
            Thread.currentThread().interrupt();
            throw new CancellationException("The evaluation was interrupted");
        }
        return progress.outcomes();
    }

    private CompletableFuture<AnalysisResult> started(LabelledTicket labelled, int place, Progress progress) {
        long start = System.nanoTime();
        CompletableFuture<AnalysisResult> call = call(labelled);
        call.whenComplete((result, failure) -> {
            Duration latency = Duration.ofNanos(System.nanoTime() - start);
            if (failure == null) {
                progress.done(place, ScoredTicket.answered(labelled, result, latency));
            } else {
                progress.failed(place, labelled, cause(failure), latency);
            }
        });
        return call;
    }

    private CompletableFuture<AnalysisResult> call(LabelledTicket labelled) {
        try {
            return analyzer.analyzeAsync(labelled.ticket());
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** What is done so far; the first failure that would hit every ticket stops the run. */
    private final class Progress {
        private final Semaphore free = new Semaphore(concurrency);
        private final AtomicReferenceArray<@Nullable ScoredTicket> outcomes;
        private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();

        private Progress(int tickets) {
            this.outcomes = new AtomicReferenceArray<>(tickets);
        }

        private boolean stopped() {
            return fatal.get() != null;
        }

        private void done(int place, ScoredTicket outcome) {
            outcomes.set(place, outcome);
            free.release();
        }

        private void failed(int place, LabelledTicket labelled, Throwable failure, Duration latency) {
            if (failure instanceof AnalysisException analysis && !(failure instanceof SetupException)) {
                done(place, ScoredTicket.failed(labelled, analysis, latency));
            } else {
                fatal.compareAndSet(null, failure);
                free.release();
            }
        }

        private List<ScoredTicket> outcomes() {
            Throwable failure = fatal.get();
            if (failure instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            List<ScoredTicket> all = new ArrayList<>(outcomes.length());
            for (int place = 0; place < outcomes.length(); place++) {
                all.add(Objects.requireNonNull(outcomes.get(place)));
            }
            return all;
        }
    }
}

package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.BatchEntry.Ended;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of a batch: a loop of one thread that reads and sends while there is room, waits for an analysis to end, and
 * hands over what is due. Analyses that end on other threads only put a note into a queue, which therefore never holds
 * more notes than analyses are under way.
 */
final class BatchRun<E> {
    private final TicketAnalyzer analyzer;
    private final BatchSettings settings;
    private final Iterator<? extends E> source;
    private final Function<? super E, Ticket> ticketOf;
    private final BiConsumer<? super E, ? super TicketOutcome> consumer;

    private final long startedNanos = System.nanoTime();
    private final BatchTally tally = new BatchTally();
    private final BlockingQueue<Runnable> notes = new LinkedBlockingQueue<>();
    /** Entries in input order, from the oldest that is not closed. */
    private final ArrayDeque<BatchEntry<E>> window = new ArrayDeque<>();
    /** Settled entries in the order they settled; stays empty where outcomes go out in input order. */
    private final ArrayDeque<BatchEntry<E>> due = new ArrayDeque<>();

    private long nextIndex;
    private int inFlight;
    private boolean exhausted;
    private @Nullable SetupException stoppedBy;
    private @Nullable RuntimeException sourceFailure;

    BatchRun(
            TicketAnalyzer analyzer,
            BatchSettings settings,
            Iterator<? extends E> source,
            Function<? super E, Ticket> ticketOf,
            BiConsumer<? super E, ? super TicketOutcome> consumer) {
        this.analyzer = analyzer;
        this.settings = settings;
        this.source = source;
        this.ticketOf = ticketOf;
        this.consumer = consumer;
    }

    BatchSummary run() {
        // A signal only has to wake the loop; what it asks for is looked up there.
        settings.stopSignal().onSignal(() -> notes.add(() -> {}));
        boolean interrupted = false;
        try {
            while (readAndSend() || inFlight > 0) {
                interrupted |= !awaitNotes();
                if (interrupted || settings.stopSignal().isStopNow()) {
                    break;
                }
                handOver();
            }
            window.forEach(this::handOver);
        } finally {
            abandon();
            settings.stopSignal().onSignal(() -> {});
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (sourceFailure != null) {
            throw sourceFailure;
        }
        return new BatchSummary(end(), progress(), stoppedBy);
    }

    /** Fills the free places. Returns false when no ticket will be read any more. */
    private boolean readAndSend() {
        while (mayRead() && inFlight < settings.concurrency() && window.size() < settings.window()) {
            BatchEntry<E> entry = readNext();
            if (entry == null) {
                break;
            }
            window.add(entry);
            start(entry);
            handOver();
        }
        return mayRead();
    }

    private boolean mayRead() {
        return !exhausted
                && stoppedBy == null
                && !settings.stopSignal().isGiven()
                && !Thread.currentThread().isInterrupted();
    }

    /** A source that breaks ends the reading only: what is under way is paid for and must still be handed over. */
    private @Nullable BatchEntry<E> readNext() {
        try {
            if (source.hasNext()) {
                return new BatchEntry<>(nextIndex++, source.next());
            }
        } catch (RuntimeException broken) {
            sourceFailure = broken;
        }
        exhausted = true;
        return null;
    }

    private void start(BatchEntry<E> entry) {
        Ticket ticket;
        try {
            ticket = Objects.requireNonNull(ticketOf.apply(entry.value), "ticketOf must not return null");
        } catch (InvalidTicketException unreadable) {
            settle(entry, TicketOutcome.failure(entry.index, null, unreadable));
            return;
        }
        CompletableFuture<AnalysisResult> analysis = analyzeAsync(ticket);
        entry.analysis = analysis;
        inFlight++;
        analysis.whenComplete((result, error) -> {
            Ended<E> ended = new Ended<>(entry, ticket, result, error);
            notes.add(() -> onEnded(ended));
        });
    }

    private CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        try {
            return Objects.requireNonNull(analyzer.analyzeAsync(ticket), "analyzeAsync must not return null");
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** Waits for one note and works off all that are there. Returns false when the thread was interrupted. */
    private boolean awaitNotes() {
        if (inFlight == 0) {
            return true;
        }
        try {
            Runnable note = notes.take();
            while (note != null) {
                note.run();
                note = notes.poll();
            }
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    private void onEnded(Ended<E> ended) {
        inFlight--;
        BatchEntry<E> entry = ended.entry();
        if (ended.result() != null) {
            tally.paid(ended.result());
            settle(entry, TicketOutcome.success(entry.index, ended.ticket(), ended.result()));
            return;
        }
        AnalysisException failure = asFailure(ended.error());
        tally.paid(failure);
        if (failure instanceof SetupException setup) {
            stoppedBy = stoppedBy == null ? setup : stoppedBy;
            entry.close();
        } else {
            settle(entry, TicketOutcome.failure(entry.index, ended.ticket(), failure));
        }
    }

    private void settle(BatchEntry<E> entry, TicketOutcome outcome) {
        entry.settle(outcome);
        if (settings.order() == OutcomeOrder.COMPLETION) {
            due.add(entry);
        }
    }

    /** An analyzer that breaks its contract costs the one ticket, not the run; an {@link Error} is nobody's to hide. */
    private static AnalysisException asFailure(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        if (cause instanceof AnalysisException failure) {
            return failure;
        }
        String what =
                cause == null ? "null instead of a result" : cause.getClass().getName();
        return new ProviderUnavailableException(
                FailureKind.PROVIDER_ERROR,
                "The analyzer broke its contract: its future ended with " + what
                        + ". The cause is attached; report it to the analyzer's author",
                null,
                null,
                List.of(),
                cause);
    }

    private void handOver() {
        while (!due.isEmpty()) {
            handOver(due.remove());
        }
        BatchEntry<E> oldest = window.peek();
        while (oldest != null && (oldest.closed || oldest.outcome != null)) {
            handOver(oldest);
            window.remove();
            oldest = window.peek();
        }
    }

    private void handOver(BatchEntry<E> entry) {
        TicketOutcome outcome = entry.outcome;
        if (outcome != null) {
            entry.close();
            tally.handedOver(outcome);
            consumer.accept(entry.value, outcome);
            settings.listener().onProgress(progress());
        }
    }

    /** Cancels what is still under way, hands over nothing: reached with work left only when the run must end at once. */
    private void abandon() {
        for (BatchEntry<E> entry : window) {
            if (entry.analysis != null) {
                entry.analysis.cancel(true);
            }
        }
    }

    private BatchProgress progress() {
        return tally.progress(inFlight, settings.concurrency(), Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    private BatchEnd end() {
        if (stoppedBy != null) {
            return stoppedBy.kind() == FailureKind.BUDGET ? BatchEnd.BUDGET : BatchEnd.SETUP;
        }
        boolean complete = exhausted && window.stream().allMatch(entry -> entry.closed);
        return complete ? BatchEnd.COMPLETED : BatchEnd.CANCELLED;
    }
}

package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    private final EntrySource<? extends E> source;
    private final Function<? super E, Ticket> ticketOf;
    private final BiConsumer<? super E, ? super TicketOutcome> consumer;

    private final long startedNanos = System.nanoTime();
    private final BatchTally tally = new BatchTally();
    private final Duplicates<E> duplicates;
    private final BlockingQueue<Runnable> notes = new LinkedBlockingQueue<>();
    /** Entries in input order, from the oldest that is not closed. */
    private final ArrayDeque<BatchEntry<E>> window = new ArrayDeque<>();
    /** Settled entries in the order they settled; stays empty where outcomes go out in input order. */
    private final ArrayDeque<BatchEntry<E>> due = new ArrayDeque<>();
    /** Entries that waited for an identical one in vain, and those that came at a time with too many calls. */
    private final ArrayDeque<BatchEntry<E>> again = new ArrayDeque<>();

    private long answered;

    private long nextIndex;
    private int inFlight;
    private boolean exhausted;
    /** True while the source has nothing, and will say when it has. */
    private boolean sourceWaits;

    private @Nullable SetupException stoppedBy;
    private @Nullable RuntimeException sourceFailure;

    BatchRun(
            TicketAnalyzer analyzer,
            BatchSettings settings,
            EntrySource<? extends E> source,
            Function<? super E, Ticket> ticketOf,
            BiConsumer<? super E, ? super TicketOutcome> consumer) {
        this.analyzer = analyzer;
        this.settings = settings;
        this.source = source;
        this.ticketOf = ticketOf;
        this.consumer = consumer;
        this.duplicates = new Duplicates<>(settings);
    }

    BatchSummary run() {
        settings.pace().useCeiling(settings.concurrency());
        // A signal only has to wake the loop; what it asks for is looked up there.
        settings.stopSignal().onSignal(() -> notes.add(() -> {}));
        source.onReady(() -> notes.add(() -> sourceWaits = false));
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
            source.onReady(() -> {});
            source.close();
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

    // -- Reading and sending ------------------------------------------------------------------------------------------

    /** Fills the free places. Returns whether there is more to send, now or later. */
    private boolean readAndSend() {
        while (hasRoom() && settings.pace().waitNanos() == 0) {
            BatchEntry<E> entry = again.poll();
            if (entry == null) {
                entry = readNext();
            }
            if (entry != null) {
                start(entry);
                handOver();
            }
        }
        return hasMore();
    }

    private boolean hasMore() {
        boolean stopping = stoppedBy != null
                || settings.stopSignal().isGiven()
                || Thread.currentThread().isInterrupted();
        return !stopping && (!exhausted || !again.isEmpty());
    }

    private boolean hasRoom() {
        boolean mayRead = !exhausted && !sourceWaits && window.size() < settings.window();
        return hasMore()
                && (mayRead || !again.isEmpty())
                && inFlight < settings.pace().concurrency();
    }

    /** A source that breaks ends the reading only: what is under way is paid for and must still be handed over. */
    private @Nullable BatchEntry<E> readNext() {
        try {
            if (source.isReady()) {
                BatchEntry<E> entry = new BatchEntry<>(nextIndex++, source.next());
                window.add(entry);
                return entry;
            }
            exhausted = source.isExhausted();
            sourceWaits = !exhausted;
            return null;
        } catch (RuntimeException broken) {
            sourceFailure = broken;
        }
        exhausted = true;
        return null;
    }

    private void start(BatchEntry<E> entry) {
        Ticket ticket = entry.ticket;
        if (ticket != null && entry.wasRefused()) {
            send(entry, ticket);
            return;
        }
        if (ticket == null) {
            try {
                ticket = Objects.requireNonNull(ticketOf.apply(entry.value), "ticketOf must not return null");
            } catch (InvalidTicketException unreadable) {
                settle(entry, TicketOutcome.failure(entry.index, null, unreadable));
                return;
            }
            entry.ticket = ticket;
        }
        Optional<AnalysisResult> known = duplicates.known(entry, ticket);
        if (known.isPresent()) {
            settle(entry, TicketOutcome.reused(entry.index, ticket, known.get()));
        } else if (!duplicates.waits(entry)) {
            send(entry, ticket);
        }
    }

    private void send(BatchEntry<E> entry, Ticket ticket) {
        settings.pace().ticketSent();
        inFlight++;
        entry.sentAt = System.nanoTime();
        CompletableFuture<AnalysisResult> analysis = analyzeAsync(ticket);
        entry.analysis = analysis;
        analysis.whenComplete((result, error) -> notes.add(() -> onEnded(entry, ticket, result, error)));
    }

    private CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        try {
            return Objects.requireNonNull(analyzer.analyzeAsync(ticket), "analyzeAsync must not return null");
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    // -- What ended ---------------------------------------------------------------------------------------------------

    /** Waits for a note, or until sending may go on, and works off all notes. Returns false when interrupted. */
    private boolean awaitNotes() {
        try {
            Runnable note = nextNote();
            while (note != null) {
                note.run();
                note = notes.poll();
            }
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    private @Nullable Runnable nextNote() throws InterruptedException {
        if (hasRoom()) {
            return notes.poll(settings.pace().waitNanos(), TimeUnit.NANOSECONDS);
        }
        boolean somethingComes = inFlight > 0 || (sourceWaits && hasMore());
        return somethingComes ? notes.take() : notes.poll();
    }

    private void onEnded(
            BatchEntry<E> entry, Ticket ticket, @Nullable AnalysisResult result, @Nullable Throwable error) {
        inFlight--;
        Duration took = Duration.ofNanos(System.nanoTime() - entry.sentAt);
        if (result != null) {
            answered++;
            tally.paid(result);
            settings.pace().ticketEnded(result.provenance().attempts(), null, took);
            settle(entry, entry.outcomeOf(ticket, result));
            duplicates.succeeded(entry, result).forEach(this::start);
        } else {
            AnalysisException failure = BrokenContract.asFailure(error);
            tally.paid(failure);
            settings.pace().ticketEnded(failure.attempts(), failure, took);
            failed(entry, ticket, failure);
        }
    }

    private void failed(BatchEntry<E> entry, Ticket ticket, AnalysisException failure) {
        if (entry.mayBePutBack(failure, answered)) {
            again.add(entry);
            return;
        }
        List<BatchEntry<E>> others = duplicates.ended(entry);
        if (failure instanceof SetupException setup) {
            stoppedBy = stoppedBy == null ? setup : stoppedBy;
            entry.close();
            others.forEach(BatchEntry::close);
        } else {
            settle(entry, TicketOutcome.failure(entry.index, ticket, failure));
            again.addAll(others);
        }
    }

    private void settle(BatchEntry<E> entry, TicketOutcome outcome) {
        entry.settle(outcome);
        if (settings.order() == OutcomeOrder.COMPLETION) {
            due.add(entry);
        }
    }

    // -- Handing over -------------------------------------------------------------------------------------------------

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
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
        return tally.progress(inFlight, settings.pace().concurrency(), elapsed);
    }

    private BatchEnd end() {
        if (stoppedBy != null) {
            return stoppedBy.kind() == FailureKind.BUDGET ? BatchEnd.BUDGET : BatchEnd.SETUP;
        }
        boolean complete = exhausted && window.stream().allMatch(entry -> entry.closed);
        return complete ? BatchEnd.COMPLETED : BatchEnd.CANCELLED;
    }
}

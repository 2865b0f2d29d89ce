package io.github.supportops.copilot.testkit;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An analyzer that does as it is told and remembers what it was asked. Answers run on the caller's thread, so tests are
 * deterministic. Thread-safe.
 *
 * <pre>{@code
 * FakeTicketAnalyzer fake = FakeTicketAnalyzer.create()
 *         .fails(new SetupException(FailureKind.CREDITS, "no credits"))
 *         .returns(Samples.analysis());
 * }</pre>
 *
 * <p>When the script is used up, every further ticket gets {@link Samples#analysis()}, unless {@link #otherwise} says
 * something else.
 */
public final class FakeTicketAnalyzer implements TicketAnalyzer {
    private final Queue<Function<Ticket, CompletableFuture<AnalysisResult>>> script = new ArrayDeque<>();
    private final List<Ticket> tickets = new ArrayList<>();
    private final List<Stalled> stalled = new ArrayList<>();
    private Function<Ticket, CompletableFuture<AnalysisResult>> otherwise = answering(Samples.analysis());
    private int closes;

    private FakeTicketAnalyzer() {}

    /** {@return an analyzer without a script} */
    public static FakeTicketAnalyzer create() {
        return new FakeTicketAnalyzer();
    }

    /** Adds one answer to the script for each analysis given. */
    public FakeTicketAnalyzer returns(TicketAnalysis... analyses) {
        for (TicketAnalysis analysis : analyses) {
            then(answering(analysis));
        }
        return this;
    }

    /** Adds one failure to the script for each exception given. */
    public FakeTicketAnalyzer fails(AnalysisException... failures) {
        for (AnalysisException failure : failures) {
            then(ticket -> CompletableFuture.failedFuture(failure));
        }
        return this;
    }

    /** Adds an answer that does not come before {@link #release()} is called, the future is cancelled or this is closed. */
    public FakeTicketAnalyzer stalls() {
        return then(this::stall);
    }

    /** Answers all that the script says nothing about; what the function throws becomes the future's failure. */
    public synchronized FakeTicketAnalyzer otherwise(Function<Ticket, AnalysisResult> answer) {
        Objects.requireNonNull(answer, "answer");
        this.otherwise = ticket -> computed(ticket, answer);
        return this;
    }

    /** Lets everything stall that the script says nothing about. */
    public synchronized FakeTicketAnalyzer otherwiseStalls() {
        this.otherwise = this::stall;
        return this;
    }

    /** Answers everything that is stalled at this moment with {@link Samples#analysis()}. */
    public void release() {
        takeStalled().forEach(waiting -> waiting.future().complete(result(waiting.ticketId(), Samples.analysis())));
    }

    @Override
    public CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        Objects.requireNonNull(ticket, "ticket");
        return next(ticket).apply(ticket);
    }

    /** {@return all tickets it was asked about, in order} */
    public synchronized List<Ticket> tickets() {
        return List.copyOf(tickets);
    }

    /** {@return how many answers are stalled now, cancelled ones not counted} */
    public synchronized int stalledCount() {
        return (int)
                stalled.stream().filter(waiting -> !waiting.future().isDone()).count();
    }

    /** {@return how often it was closed} */
    public synchronized int closes() {
        return closes;
    }

    /** Ends what is stalled; every further analysis fails with {@link FailureKind#CLOSED}. */
    @Override
    public void close() {
        synchronized (this) {
            closes++;
        }
        takeStalled().forEach(waiting -> waiting.future().completeExceptionally(closed()));
    }

    @Override
    public String toString() {
        return "Fake";
    }

    private synchronized FakeTicketAnalyzer then(Function<Ticket, CompletableFuture<AnalysisResult>> step) {
        script.add(step);
        return this;
    }

    private synchronized Function<Ticket, CompletableFuture<AnalysisResult>> next(Ticket ticket) {
        tickets.add(ticket);
        if (closes > 0) {
            return ignored -> CompletableFuture.failedFuture(closed());
        }
        Function<Ticket, CompletableFuture<AnalysisResult>> step = script.poll();
        return step == null ? otherwise : step;
    }

    private synchronized CompletableFuture<AnalysisResult> stall(Ticket ticket) {
        Stalled waiting = new Stalled(ticket.id(), new CompletableFuture<>());
        stalled.add(waiting);
        return waiting.future();
    }

    private synchronized List<Stalled> takeStalled() {
        List<Stalled> taken = List.copyOf(stalled);
        stalled.clear();
        return taken;
    }

    private static Function<Ticket, CompletableFuture<AnalysisResult>> answering(TicketAnalysis analysis) {
        Objects.requireNonNull(analysis, "analysis");
        return ticket -> CompletableFuture.completedFuture(result(ticket.id(), analysis));
    }

    private static CompletableFuture<AnalysisResult> computed(Ticket ticket, Function<Ticket, AnalysisResult> answer) {
        try {
            return CompletableFuture.completedFuture(answer.apply(ticket));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static AnalysisResult result(String ticketId, TicketAnalysis analysis) {
        return AnalysisResult.builder(
                        ticketId, analysis, Provenance.builder("fake").build())
                .build();
    }

    private static SetupException closed() {
        return new SetupException(FailureKind.CLOSED, "The fake analyzer was closed; create a new one");
    }

    private record Stalled(String ticketId, CompletableFuture<AnalysisResult> future) {}
}

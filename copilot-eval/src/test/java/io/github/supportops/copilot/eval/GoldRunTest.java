package io.github.supportops.copilot.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GoldRunTest {

    @Test
    void neverMoreTicketsAreUnderWayThanAllowed() {
        Queue<CompletableFuture<AnalysisResult>> open = new ConcurrentLinkedQueue<>();
        AtomicInteger most = new AtomicInteger();
        TicketAnalyzer waiting = ticket -> {
            CompletableFuture<AnalysisResult> call = new CompletableFuture<>();
            open.add(call);
            most.accumulateAndGet(open.size(), Math::max);
            return call;
        };
        CompletableFuture<List<ScoredTicket>> run = new CompletableFuture<>();
        Thread runner = new Thread(() -> run.complete(new GoldRun(waiting, 2).over(gold(9))));

        runner.start();
        while (!run.isDone()) {
            // Only a run that can start no more waits; then one call ends and makes room.
            if (runner.getState() == Thread.State.WAITING && !open.isEmpty()) {
                open.remove().completeExceptionally(ScriptedAnalyzer.rateLimited());
            }
            Thread.onSpinWait();
        }

        assertThat(run.join()).hasSize(9);
        assertThat(most).hasValue(2);
    }

    @Test
    void outcomesKeepTheOrderOfTheTickets() {
        ScriptedAnalyzer analyzer = new ScriptedAnalyzer().answer("T1", Intent.BILLING);

        List<ScoredTicket> scored = new GoldRun(analyzer, 4).over(gold(3));

        assertThat(scored).extracting(ticket -> ticket.labelled().ticket().id()).containsExactly("T0", "T1", "T2");
        assertThat(scored).extracting(ticket -> ticket.result().isPresent()).containsExactly(false, true, false);
    }

    @Test
    void aWrongSetupStopsTheRunAtOnce() {
        List<Ticket> asked = new ArrayList<>();
        TicketAnalyzer badKey = ticket -> {
            asked.add(ticket);
            return CompletableFuture.failedFuture(new SetupException(FailureKind.API_KEY, "The key is unknown"));
        };

        assertThatThrownBy(() -> new GoldRun(badKey, 1).over(gold(100))).isInstanceOf(SetupException.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aMistakeInTheAnalyzerIsNotScored() {
        TicketAnalyzer faulty = ticket -> {
            throw new IllegalStateException("mistake");
        };

        assertThatThrownBy(() -> new GoldRun(faulty, 1).over(gold(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mistake");
    }

    @Test
    void anInterruptCancelsTheCallsUnderWayAndKeepsTheFlag() {
        List<CompletableFuture<AnalysisResult>> calls = new ArrayList<>();
        TicketAnalyzer endless = ticket -> {
            CompletableFuture<AnalysisResult> call = new CompletableFuture<>();
            calls.add(call);
            return call;
        };

        Thread.currentThread().interrupt();
        // The second ticket waits for a place, and the waiting is interrupted.
        assertThatThrownBy(() -> new GoldRun(endless, 1).over(gold(2))).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).allMatch(CompletableFuture::isCancelled);
    }

    private static List<LabelledTicket> gold(int count) {
        List<LabelledTicket> gold = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            gold.add(new LabelledTicket(Ticket.of("T" + at, "A message"), Map.of(AnalysisField.INTENT, "billing")));
        }
        return gold;
    }
}

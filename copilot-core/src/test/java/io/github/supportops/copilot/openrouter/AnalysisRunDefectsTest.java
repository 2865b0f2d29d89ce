package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.CallBudget;
import io.github.supportops.copilot.Ticket;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whatever a user's code does in the middle of an analysis, nothing hangs and nothing stays behind. */
class AnalysisRunDefectsTest {
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong, please look at it.");

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedExchange provider = new ScriptedExchange();

    @Test
    void aBudgetThatThrowsEndsTheAnalysisAndGivesThePermitBack() {
        OpenRouterTicketAnalyzer analyzer = analyzer()
                .callBudget(estimate -> {
                    throw new IllegalStateException("broken budget");
                })
                .build();

        CompletableFuture<AnalysisResult> result = analyzer.analyzeAsync(TICKET);

        assertThat(result).isCompletedExceptionally();
        assertThat(result.handle((value, failure) -> failure).join()).hasMessage("broken budget");
        assertThat(analyzer.callsInFlight()).isZero();
    }

    @Test
    void anUsedUpBudgetDoesNotKeepTheProbe() {
        provider.broken(new ConnectException("refused")).answer(ScriptedExchange.GOOD);
        AtomicReference<Boolean> allowed = new AtomicReference<>(true);
        OpenRouterTicketAnalyzer analyzer = analyzer()
                .maxRetries(0)
                .circuitBreaker(1, Duration.ofSeconds(10))
                .callBudget(estimate -> allowed.get() ? Optional.of(attempt -> {}) : Optional.empty())
                .build();
        analyzer.analyzeAsync(TICKET);
        time.advance(Duration.ofSeconds(11));
        allowed.set(false);
        assertThat(analyzer.analyzeAsync(TICKET)).isCompletedExceptionally();

        allowed.set(true);

        assertThat(analyzer.analyzeAsync(TICKET)).isCompleted();
    }

    @Test
    void eachReservationIsSettledOnceWhateverEndsTheCall() {
        List<AttemptOutcome> settled = new ArrayList<>();
        CallBudget budget = estimate -> Optional.of(attempt -> settled.add(attempt.outcome()));
        provider.silence();
        analyzer().callBudget(budget).build().analyzeAsync(TICKET).cancel(true);

        assertThat(settled).containsExactly(AttemptOutcome.CANCELLED);
    }

    @Test
    void aListenerMayCancelTheAnalysisItListensTo() {
        AtomicReference<CompletableFuture<AnalysisResult>> future = new AtomicReference<>();
        provider.broken(new ConnectException("refused")).answer(ScriptedExchange.GOOD);
        OpenRouterTicketAnalyzer analyzer = analyzer()
                .listener(new AnalysisListener() {
                    @Override
                    public void attemptStarted(String ticketId, String model, int number) {
                        if (number == 2) {
                            future.get().cancel(true);
                        }
                    }
                })
                .build();
        future.set(analyzer.analyzeAsync(TICKET));

        time.advance(Duration.ofSeconds(1));

        assertThat(future.get()).isCancelled();
        assertThat(analyzer.callsInFlight()).isZero();
    }

    @Test
    void aQueueOfCallsThatFailAtOnceDoesNotDeepenTheStack() {
        provider.silence();
        for (int i = 0; i < 5_000; i++) {
            provider.broken(new IOException("broken"));
        }
        OpenRouterTicketAnalyzer analyzer = analyzer()
                .maxConcurrentCalls(1)
                .maxRetries(0)
                .circuitBreaker(1_000_000, Duration.ofSeconds(1))
                .build();
        CompletableFuture<AnalysisResult> first = analyzer.analyzeAsync(TICKET);
        List<CompletableFuture<AnalysisResult>> results = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            results.add(analyzer.analyzeAsync(TICKET));
        }

        first.cancel(true);

        assertThat(results).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(analyzer.callsInFlight()).isZero();
    }

    @Test
    void aStaleConnectionIsTriedAgainWithoutAPauseAndCountsAsAnAttempt() throws Exception {
        provider.broken(new IOException("HTTP/1.1 header parser received no bytes"))
                .answer(ScriptedExchange.GOOD);

        AnalysisResult result = analyzer().build().analyzeAsync(TICKET).get();

        assertThat(result.provenance().attempts())
                .extracting(Attempt::possiblyBilled)
                .containsExactly(true, false);
    }

    @Test
    void aServerThatAlwaysHangsUpIsTriedAgainAtOnceOnlyOnce() {
        for (int i = 0; i < 4; i++) {
            provider.broken(new IOException("HTTP/1.1 header parser received no bytes"));
        }
        analyzer().build().analyzeAsync(TICKET);

        assertThat(provider.requests).hasSize(2);
        time.advance(Duration.ofSeconds(10));
        assertThat(provider.requests).hasSize(4);
    }

    private OpenRouterTicketAnalyzerBuilder analyzer() {
        return OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-test")
                .model("first/model")
                .scheduler(time)
                .exchange(provider)
                .random(() -> 0.5)
                .marker(() -> "00ff");
    }
}

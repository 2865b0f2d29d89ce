package io.github.supportops.copilot.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.cache.CacheKey;
import io.github.supportops.copilot.cache.ResultCache;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CachedTest {
    private static final Ticket SAME = Ticket.of("TCK-2", " Your update  broke our invoice flow.\n");

    private final ManualAnalyzer inner = new ManualAnalyzer("Inner");
    private final TicketAnalyzer cached = Analyzers.cached(inner, ResultCache.inMemory(10));

    @Test
    void aTicketWithTheSameContentIsAnsweredWithoutACallAndWithoutCost() {
        cached.analyzeAsync(Sample.TICKET);
        inner.call(0).complete(Sample.billed(Sample.result("inner"), "model", "0.01"));

        AnalysisResult hit = cached.analyzeAsync(SAME).join();

        assertThat(inner.callCount()).isEqualTo(1);
        assertThat(hit.ticketId()).isEqualTo("TCK-2");
        assertThat(hit.analysis()).isEqualTo(Sample.ANALYSIS);
        assertThat(hit.provenance().attempts()).isEmpty();
        assertThat(hit.provenance().model()).contains("model");
        assertThat(hit.provenance().steps()).hasToString("[cache: hit]");
    }

    @Test
    void aQuoteThatDoesNotStandInTheOtherTicketLetterForLetterIsDropped() {
        cached.analyzeAsync(Sample.TICKET);
        inner.call(0)
                .complete(Sample.result("inner").toBuilder()
                        .explanation(Explanation.of(
                                "A reason.", List.of("Your update broke", "invoice flow"), "en", List.of()))
                        .build());

        AnalysisResult hit = cached.analyzeAsync(SAME).join();

        assertThat(hit.explanation().evidence()).containsExactly("invoice flow");
        assertThat(hit.explanation().rationale()).contains("A reason.");
    }

    @Test
    void ticketsWithTheSameContentThatArriveTogetherShareOneCallAndOneBill() {
        CompletableFuture<AnalysisResult> first = cached.analyzeAsync(Sample.TICKET);
        CompletableFuture<AnalysisResult> second = cached.analyzeAsync(SAME);
        inner.call(0).complete(Sample.billed(Sample.result("inner"), "model", "0.01"));

        assertThat(inner.callCount()).isEqualTo(1);
        assertThat(first.join().provenance().usage().cost()).isPresent();
        assertThat(second.join().ticketId()).isEqualTo("TCK-2");
        assertThat(second.join().provenance().usage().cost()).isEmpty();
    }

    @Test
    void oneThatStopsWaitingDoesNotEndTheCallOfTheOther() {
        CompletableFuture<AnalysisResult> first = cached.analyzeAsync(Sample.TICKET);
        CompletableFuture<AnalysisResult> second = cached.analyzeAsync(SAME);
        first.cancel(true);

        assertThat(inner.call(0)).isNotDone();
        inner.call(0).complete(Sample.billed(Sample.result("inner"), "model", "0.01"));

        assertThat(second.join().ticketId()).isEqualTo("TCK-2");
        assertThat(second.join().provenance().usage().cost()).isPresent();
    }

    @Test
    void whenNobodyWaitsAnyMoreTheCallEndsAndTheNextTicketAsksAgain() {
        CompletableFuture<AnalysisResult> first = cached.analyzeAsync(Sample.TICKET);
        CompletableFuture<AnalysisResult> second = cached.analyzeAsync(SAME);
        first.cancel(true);
        second.cancel(true);

        assertThat(inner.call(0)).isCancelled();
        cached.analyzeAsync(SAME);
        assertThat(inner.callCount()).isEqualTo(2);
    }

    @Test
    void aFailureReachesAllWhoWaitIsCountedOnceAndIsNotKept() {
        CompletableFuture<AnalysisResult> first = cached.analyzeAsync(Sample.TICKET);
        CompletableFuture<AnalysisResult> second = cached.analyzeAsync(SAME);
        inner.call(0)
                .completeExceptionally(Sample.rateLimited(Sample.attempt(1, "model", AttemptOutcome.FAILED, "0.001")));

        assertThatThrownBy(first::join)
                .satisfies(failure -> assertThat(((AnalysisException) failure.getCause()).attempts())
                        .hasSize(1));
        assertThatThrownBy(second::join)
                .satisfies(failure -> assertThat(((AnalysisException) failure.getCause()).attempts())
                        .isEmpty());
        cached.analyzeAsync(Sample.TICKET);
        assertThat(inner.callCount()).isEqualTo(2);
    }

    @Test
    void anotherVariantOfTheAnalyzerIsAskedItself() {
        ResultCache shared = ResultCache.inMemory(10);
        Analyzers.cached(inner, shared, "prompt 1").analyzeAsync(Sample.TICKET);
        inner.call(0).complete(Sample.result("inner"));

        Analyzers.cached(inner, shared, "prompt 2").analyzeAsync(Sample.TICKET);

        assertThat(inner.callCount()).isEqualTo(2);
    }

    @Test
    void aCacheThatFailsCostsACallButNeverAResult() {
        ResultCache broken = new ResultCache() {
            @Override
            public Optional<AnalysisResult> find(CacheKey key) {
                throw new IllegalStateException("disk gone");
            }

            @Override
            public void store(CacheKey key, AnalysisResult result) {
                throw new IllegalStateException("disk gone");
            }
        };

        CompletableFuture<AnalysisResult> result =
                Analyzers.cached(inner, broken).analyzeAsync(Sample.TICKET);
        inner.call(0).complete(Sample.result("inner"));

        assertThat(result).isCompletedWithValue(Sample.result("inner"));
    }

    @Test
    void nestingIsPrinted() {
        assertThat(Analyzers.cached(Analyzers.fallback(inner, inner), ResultCache.inMemory(1)))
                .hasToString("Cached(Fallback(Inner, Inner))");
    }
}

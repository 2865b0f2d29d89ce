package io.github.supportops.copilot.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProvenanceStep;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackTest {
    private final ManualAnalyzer first = new ManualAnalyzer("First");
    private final ManualAnalyzer second = new ManualAnalyzer("Second");
    private final TicketAnalyzer fallback = Analyzers.fallback(first, second);

    @Test
    void theFirstAnswerIsGivenAsItIs() {
        AnalysisResult answer = Sample.result("first");

        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        first.call(0).complete(answer);

        assertThat(result).isCompletedWithValue(answer);
        assertThat(second.callCount()).isZero();
    }

    @Test
    void theNextAnalyzerAnswersWhenTheProviderIsUnavailable() {
        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        first.call(0).completeExceptionally(Sample.rateLimited());
        second.call(0).complete(Sample.result("second"));

        assertThat(result.join().provenance().analyzer()).isEqualTo("second");
        assertThat(result.join().provenance().steps())
                .containsExactly(new ProvenanceStep("fallback", "analyzer 1 of 2 failed: rate_limited"));
    }

    @Test
    void theLedgerKeepsTheCallsOfTheOneThatFailed() {
        Attempt refused = Sample.attempt(1, "small", AttemptOutcome.FAILED, "0.001");

        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        first.call(0).completeExceptionally(Sample.invalidAnswer(refused));
        second.call(0).complete(Sample.billed(Sample.result("second"), "large", "0.02"));

        assertThat(result.join().provenance().attempts())
                .extracting(Attempt::number)
                .containsExactly(1, 2);
        assertThat(result.join().provenance().attempts())
                .extracting(Attempt::model)
                .containsExactly("small", "large");
        assertThat(result.join().provenance().usage().cost().orElseThrow()).isEqualByComparingTo("0.021");
    }

    @Test
    void theDurationCoversTheFailedAnalyzerToo() {
        AtomicLong now = new AtomicLong(7_000);
        TicketAnalyzer timed = new FallbackAnalyzer(List.of(first, second), new Elapsed.Clock(now::get));

        CompletableFuture<AnalysisResult> result = timed.analyzeAsync(Sample.TICKET);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        first.call(0).completeExceptionally(Sample.rateLimited());
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        second.call(0).complete(Sample.result("second"));

        assertThat(result.join().provenance().duration()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"API_KEY", "CREDITS", "MODEL", "PERMISSION", "REQUEST", "BUDGET"})
    void aBrokenSetupFallsThrough(FailureKind kind) {
        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        first.call(0).completeExceptionally(new SetupException(kind, "Fix the setup"));
        second.call(0).complete(Sample.result("second"));

        assertThat(result.join().provenance().analyzer()).isEqualTo("second");
    }

    @Test
    void aTicketThatIsTooLongForTheFirstIsTriedWithTheSecond() {
        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        first.call(0)
                .completeExceptionally(new InvalidTicketException(
                        FailureKind.TICKET_TOO_LONG, "Too long for the model", 400, List.of(), null));
        second.call(0).complete(Sample.result("second"));

        assertThat(result).isCompleted();
    }

    @Test
    void aTicketThatCannotBeReadIsNotTriedAgain() {
        InvalidTicketException unreadable = new InvalidTicketException("The ticket cannot be read");

        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        first.call(0).completeExceptionally(unreadable);

        assertThatThrownBy(result::join).hasCause(unreadable);
        assertThat(second.callCount()).isZero();
    }

    @Test
    void aClosedAnalyzerIsNotCoveredUp() {
        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        first.call(0).completeExceptionally(new SetupException(FailureKind.CLOSED, "The analyzer was closed"));

        assertThat(result).isCompletedExceptionally();
        assertThat(second.callCount()).isZero();
    }

    @Test
    void aMistakeInAnAnalyzerIsNotCoveredUp() {
        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        first.call(0).completeExceptionally(new IllegalStateException("mistake"));

        assertThatThrownBy(result::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(second.callCount()).isZero();
    }

    @Test
    void anAnalyzerThatThrowsCountsAsOneThatFailed() {
        TicketAnalyzer throwing = ticket -> {
            throw Sample.rateLimited();
        };

        CompletableFuture<AnalysisResult> result =
                Analyzers.fallback(throwing, second).analyzeAsync(Sample.TICKET);
        second.call(0).complete(Sample.result("second"));

        assertThat(result).isCompleted();
    }

    @Test
    void whenAllFailTheFailureMostWorthAnotherTryIsThrownWithTheCallsOfAll() {
        Attempt slow = Sample.attempt(1, "small", AttemptOutcome.TIMED_OUT, "0.001");

        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        ProviderUnavailableException unavailable = Sample.rateLimited(slow);
        first.call(0).completeExceptionally(unavailable);
        SetupException badKey = Sample.badKey();
        second.call(0).completeExceptionally(badKey);

        assertThatThrownBy(() -> fallbackResult(result))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("None of 2 analyzers answered (rate_limited, then api_key). Too many requests; try later")
                .hasSuppressedException(unavailable)
                .hasSuppressedException(badKey)
                .satisfies(failure ->
                        assertThat(((AnalysisException) failure).attempts()).containsExactly(slow));
    }

    @Test
    void cancellingEndsTheCallUnderWayAndStartsNoOther() {
        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        first.call(0).completeExceptionally(Sample.rateLimited());
        result.cancel(true);

        assertThat(second.call(0)).isCancelled();
    }

    @Test
    void cancellingTheFirstCallDoesNotStartTheSecond() {
        CompletableFuture<AnalysisResult> result = fallback.analyzeAsync(Sample.TICKET);
        result.cancel(true);

        assertThat(first.call(0)).isCancelled();
        assertThat(second.callCount()).isZero();
    }

    @Test
    void closingClosesAll() {
        fallback.close();

        assertThat(first.closeCount()).isEqualTo(1);
        assertThat(second.closeCount()).isEqualTo(1);
    }

    @Test
    void closingGoesOnWhenOneFails() {
        TicketAnalyzer stubborn = new TicketAnalyzer() {
            @Override
            public CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
                return new CompletableFuture<>();
            }

            @Override
            public void close() {
                throw new IllegalStateException("stuck");
            }
        };

        assertThatThrownBy(() -> Analyzers.fallback(stubborn, second).close()).hasMessage("stuck");
        assertThat(second.closeCount()).isEqualTo(1);
    }

    @Test
    void nestingIsPrinted() {
        assertThat(Analyzers.fallback(fallback, new ManualAnalyzer("Third")))
                .hasToString("Fallback(Fallback(First, Second), Third)");
    }

    @Test
    void aNullTicketIsRefusedAtOnce() {
        assertThatNullPointerException()
                .isThrownBy(() -> fallback.analyzeAsync(null))
                .withMessage("ticket");
    }

    @Test
    void oneAnalyzerAloneIsRefused() {
        assertThatThrownBy(() -> Analyzers.fallback(first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Give at least two analyzers; one alone needs no wrapper");
    }

    private static AnalysisResult fallbackResult(CompletableFuture<AnalysisResult> future) throws Throwable {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }
}

package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnalysisRunTest {
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong, please look at it.");
    private static final String BAD = ScriptedExchange.GOOD.replace("\"high\"", "\"sky-high\"");

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedExchange provider = new ScriptedExchange();

    @Test
    void twoInvalidAnswersThenAValidOneCostThreeCalls() throws Exception {
        provider.answer(BAD).answer("{\"intent\":\"billing\"}").answer(ScriptedExchange.GOOD);

        AnalysisResult result = analyzer().build().analyzeAsync(TICKET).get();

        assertThat(result.analysis().urgency()).isEqualTo(Urgency.HIGH);
        assertThat(result.provenance().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(AttemptOutcome.INVALID_ANSWER, AttemptOutcome.INVALID_ANSWER, AttemptOutcome.VALID);
        assertThat(result.provenance().usage().promptTokens()).isEqualTo(300);
        assertThat(result.provenance().usage().cost()).contains(new BigDecimal("0.003"));
        assertThat(provider.requests.get(1)).contains("The invoice of June", "sky-high", "$.urgency");
        assertThat(provider.requests.get(2))
                .contains("The invoice of June", "$.sentiment")
                .doesNotContain("sky-high");
    }

    @Test
    void anAnswerThatStaysInvalidIsDistrustedWithItsIssuesAndLedger() {
        provider.answer(BAD).answer(BAD).answer(BAD);

        InvalidAnswerException failure = failure(analyzer(), InvalidAnswerException.class);

        assertThat(failure.issues()).extracting(ValidationIssue::path).containsExactly("$.urgency");
        assertThat(failure.attempts()).hasSize(3);
        assertThat(failure).hasMessageContaining("$.urgency").hasMessageNotContaining("sky-high");
    }

    @Test
    void theNextModelIsAskedWhenAnAnswerStaysInvalid() throws Exception {
        provider.answer(BAD).answer(BAD).answer(ScriptedExchange.GOOD);

        AnalysisResult result = analyzer()
                .maxAnswers(2)
                .fallbackModels("second/model")
                .build()
                .analyzeAsync(TICKET)
                .get();

        assertThat(result.provenance().attempts())
                .extracting(Attempt::model)
                .containsExactly("first/model", "first/model", "second/model");
        assertThat(provider.requests.get(2)).doesNotContain("sky-high");
    }

    @Test
    void aRetryIsNeverEarlierThanTheServerAsked() {
        provider.reply(429, "{}", Map.of("retry-after", "7")).answer(ScriptedExchange.GOOD);

        CompletableFuture<AnalysisResult> result = analyzer().build().analyzeAsync(TICKET);
        time.advance(Duration.ofMillis(6_999));
        assertThat(provider.requests).hasSize(1);
        time.advance(Duration.ofMillis(501));

        assertThat(result).isCompleted();
        assertThat(provider.requests).hasSize(2);
    }

    @Test
    void aWaitBeyondTheDeadlineFailsAtOnceAndSaysHowLong() {
        provider.reply(429, "{}", Map.of("retry-after", "3600"));

        ProviderUnavailableException failure = failure(analyzer(), ProviderUnavailableException.class);

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
    }

    @Test
    void aCallThatNeverAnswersIsCutOffAtTheDeadlineAndMarkedPossiblyBilled() {
        provider.silence();

        CompletableFuture<AnalysisResult> result =
                analyzer().deadline(Duration.ofSeconds(5)).build().analyzeAsync(TICKET);
        time.advance(Duration.ofMillis(4_999));
        assertThat(result).isNotDone();
        time.advance(Duration.ofMillis(1));

        assertThat(result).isCompletedExceptionally();
        AnalysisException failure = cause(result);
        assertThat(failure.kind()).isEqualTo(FailureKind.DEADLINE);
        assertThat(failure.attempts()).singleElement().matches(Attempt::possiblyBilled);
        assertThat(provider.sent.get(0)).isCancelled();
    }

    @Test
    void cancellingTheResultCancelsTheCall() {
        provider.silence();

        CompletableFuture<AnalysisResult> result = analyzer().build().analyzeAsync(TICKET);
        result.cancel(true);

        assertThat(provider.sent.get(0)).isCancelled();
    }

    @Test
    void aSetupErrorIsNeverRetried() {
        for (int status : new int[] {401, 402, 403, 413, 422}) {
            ScriptedExchange refusing = new ScriptedExchange().error(status, "no");
            CompletableFuture<AnalysisResult> result =
                    analyzer().exchange(refusing).build().analyzeAsync(TICKET);
            time.advance(Duration.ofMinutes(2));
            assertThat(refusing.requests).as("status %d", status).hasSize(1);
            assertThat(result).isCompletedExceptionally();
        }
    }

    @Test
    void aRefusedSchemaMovesDownWithinTheAnalysisAndIsRemembered() throws Exception {
        provider.error(400, "response_format json_schema is not supported")
                .answer(ScriptedExchange.GOOD)
                .answer(ScriptedExchange.GOOD);
        OpenRouterTicketAnalyzer analyzer = analyzer().build();

        AnalysisResult first = analyzer.analyzeAsync(TICKET).get();
        analyzer.analyzeAsync(TICKET).get();

        assertThat(first.provenance().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(AttemptOutcome.MODE_REFUSED, AttemptOutcome.VALID);
        assertThat(provider.requests.get(0)).contains("\"json_schema\"");
        assertThat(provider.requests.get(1)).contains("\"tool_choice\"").doesNotContain("\"json_schema\"");
        assertThat(provider.requests.get(2)).contains("\"tool_choice\"");
    }

    @Test
    void aCutAnswerIsAskedForAgainWithMoreRoom() throws Exception {
        provider.cutAnswer("{\"intent\":\"bil").answer(ScriptedExchange.GOOD);

        AnalysisResult result =
                analyzer().maxTokens(100).build().analyzeAsync(TICKET).get();

        assertThat(result.provenance().attempts()).hasSize(2);
        assertThat(provider.requests.get(0)).contains("\"max_tokens\":100");
        assertThat(provider.requests.get(1)).contains("\"max_tokens\":200");
    }

    @Test
    void aTotalOutageIsNotMultipliedByTheCallers() {
        ScriptedExchange outage = new ScriptedExchange();
        for (int i = 0; i < 2_000; i++) {
            outage.broken(new ConnectException("refused"));
        }
        OpenRouterTicketAnalyzer analyzer = analyzer()
                .exchange(outage)
                .maxConcurrentCalls(1_000)
                .circuitBreaker(1_000_000, Duration.ofSeconds(1))
                .build();
        for (int i = 0; i < 1_000; i++) {
            analyzer.analyzeAsync(TICKET);
        }
        time.advance(Duration.ofMinutes(2));

        assertThat(outage.requests).hasSizeBetween(1_001, 1_040);
    }

    @Test
    void aModelThatKeepsFailingIsLeftAloneForAWhileAndThenProbed() {
        for (int i = 0; i < 3; i++) {
            provider.broken(new ConnectException("refused"));
        }
        provider.answer(ScriptedExchange.GOOD);
        OpenRouterTicketAnalyzer analyzer = analyzer()
                .maxRetries(0)
                .circuitBreaker(3, Duration.ofSeconds(30))
                .build();
        for (int i = 0; i < 3; i++) {
            analyzer.analyzeAsync(TICKET);
        }

        AnalysisException whileOpen = cause(analyzer.analyzeAsync(TICKET));
        assertThat(whileOpen.kind()).isEqualTo(FailureKind.CIRCUIT_OPEN);
        assertThat(provider.requests).hasSize(3);

        time.advance(Duration.ofSeconds(31));
        assertThat(analyzer.analyzeAsync(TICKET)).isCompleted();
    }

    @Test
    void aStreamLimitIsInvisibleAndNoAttempt() throws Exception {
        provider.broken(new IOException("too many concurrent streams")).answer(ScriptedExchange.GOOD);

        CompletableFuture<AnalysisResult> result = analyzer().build().analyzeAsync(TICKET);
        time.advance(Duration.ofSeconds(1));

        assertThat(result.get().provenance().attempts()).hasSize(1);
    }

    @Test
    void aBudgetThatIsUsedUpStopsBeforeTheCall() {
        SetupException failure =
                failure(analyzer().callBudget(estimate -> java.util.Optional.empty()), SetupException.class);

        assertThat(failure.kind()).isEqualTo(FailureKind.BUDGET);
        assertThat(provider.requests).isEmpty();
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

    private <E extends AnalysisException> E failure(OpenRouterTicketAnalyzerBuilder builder, Class<E> type) {
        return type.cast(cause(builder.build().analyzeAsync(TICKET)));
    }

    private static AnalysisException cause(CompletableFuture<AnalysisResult> result) {
        try {
            result.getNow(null);
            throw new AssertionError("There is a result, or none yet");
        } catch (java.util.concurrent.CompletionException failed) {
            return (AnalysisException) failed.getCause();
        }
    }
}

package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.batch.RunBudget;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedCallTest {
    private final ManualScheduler time = new ManualScheduler();
    private final SeveralExchange provider = new SeveralExchange();

    @Test
    void threeTicketsShareOneCallAndEachGetsWhatWasSaidAboutIt() {
        provider.otherwise(
                ids -> list(answer(ids.get(2), "low"), answer(ids.get(0), "high"), answer(ids.get(1), "medium")));

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(3), 3);

        assertThat(provider.requests).hasSize(1);
        assertThat(results).extracting(this::urgency).containsExactly(Urgency.HIGH, Urgency.MEDIUM, Urgency.LOW);
        assertThat(results).extracting(result -> result.join().ticketId()).containsExactly("T-0", "T-1", "T-2");
    }

    @Test
    void theSharesOfTheBillAreTheBill() {
        provider.otherwise(SharedCallTest::allHigh);

        List<AnalysisResult> results =
                asked(analyzer(3), 3).stream().map(CompletableFuture::join).toList();

        TokenUsage sum =
                results.stream().map(result -> result.provenance().usage()).reduce(TokenUsage.none(), TokenUsage::plus);
        assertThat(sum.promptTokens()).isEqualTo(SeveralExchange.PROMPT_TOKENS);
        assertThat(sum.completionTokens()).isEqualTo(SeveralExchange.COMPLETION_TOKENS);
        assertThat(sum.cost().orElseThrow()).isEqualByComparingTo(SeveralExchange.COST);
        assertThat(results.stream()
                        .mapToDouble(result -> result.provenance().calls())
                        .sum())
                .isEqualTo(1.0);
        assertThat(results)
                .allSatisfy(result -> assertThat(result.provenance().attempts())
                        .singleElement()
                        .extracting(Attempt::sharedBy)
                        .isEqualTo(3));
    }

    @Test
    void aTicketThatTheAnswerLeavesOutIsAskedForAlone() {
        provider.then(ids -> list(answer(ids.get(0), "high"), answer(ids.get(2), "low")))
                .otherwise(SharedCallTest::allHigh);

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(3), 3);

        assertThat(provider.requests).hasSize(2);
        assertThat(provider.requests.get(1)).contains("Message 1.").doesNotContain("Message 0.", "Message 2.");
        assertThat(results.get(1).join().provenance().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(AttemptOutcome.INVALID_ANSWER, AttemptOutcome.VALID);
        assertThat(results.get(0).join().provenance().attempts()).hasSize(1);
    }

    @Test
    void aTicketThatTheAnswerRepeatsIsAskedForAloneAndNeitherVersionIsBelieved() {
        provider.then(ids -> list(answer(ids.get(0), "low"), answer(ids.get(0), "high"), answer(ids.get(1), "low")))
                .otherwise(ids -> SeveralExchange.alone("critical"));

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(2), 2);

        assertThat(results).extracting(this::urgency).containsExactly(Urgency.CRITICAL, Urgency.LOW);
        assertThat(provider.requests).hasSize(2);
    }

    @Test
    void anAnswerUnderAnotherTicketsRealIdCountsForNobody() {
        provider.then(ids -> list(answer("T-0", "low"), answer(ids.get(1), "low")))
                .otherwise(ids -> SeveralExchange.alone("critical"));

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(2), 2);

        assertThat(results).extracting(this::urgency).containsExactly(Urgency.CRITICAL, Urgency.LOW);
    }

    @Test
    void answersThatQuoteEachOthersTicketsAreBothAskedForAlone() {
        provider.then(ids -> list(
                        quoting(ids.get(0), "Message 1."), quoting(ids.get(1), ""), quoting(ids.get(2), "Message 2.")))
                .otherwise(ids -> SeveralExchange.aloneExplained("critical"));

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(3, true), 3);

        assertThat(results).extracting(this::urgency).containsExactly(Urgency.CRITICAL, Urgency.CRITICAL, Urgency.HIGH);
        assertThat(provider.requests).hasSize(3);
    }

    @Test
    void anInvalidAnswerCostsItsTicketAnotherCallAndTheOthersNothing() {
        provider.then(ids -> list(answer(ids.get(0), "sky-high"), answer(ids.get(1), "low")))
                .otherwise(ids -> SeveralExchange.alone("critical"));

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(2), 2);

        assertThat(results).extracting(this::urgency).containsExactly(Urgency.CRITICAL, Urgency.LOW);
        assertThat(results.get(0).join().provenance().attempts().get(0).detail())
                .contains("$.urgency");
    }

    @Test
    void anUnreadableAnswerMakesEveryTicketGoAlone() {
        provider.then(ids -> "I cannot do that.").otherwise(ids -> SeveralExchange.alone("low"));

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(3), 3);

        assertThat(provider.requests).hasSize(4);
        assertThat(results).extracting(this::urgency).containsOnly(Urgency.LOW);
    }

    @Test
    void aTicketThatIsBlockedDoesNotTakeTheOthersWithIt() {
        provider.thenError(403, "guardrail block: prompt injection patterns detected")
                .otherwise(ids -> SeveralExchange.alone("low"));

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(2), 2);

        assertThat(provider.requests).hasSize(3);
        assertThat(results).extracting(this::urgency).containsOnly(Urgency.LOW);
    }

    @Test
    void anOutageFailsEveryTicketWithItsPartOfTheLedger() {
        provider.thenError(402, "no credits");

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(2), 2);

        assertThat(provider.requests).hasSize(1);
        assertThat(results)
                .allSatisfy(result -> assertThat(failure(result).calls()).isEqualTo(0.5));
    }

    @Test
    void aGroupThatTheBudgetDoesNotCoverGoesOneByOne() {
        provider.otherwise(SharedCallTest::allHigh);
        RunBudget oneCallOnly = RunBudget.builder()
                .maxCostUsd(new BigDecimal("0.013"))
                .priceOfOtherModels(io.github.supportops.copilot.batch.ModelPrice.perMillionTokens("0", "10"))
                .build();

        List<CompletableFuture<AnalysisResult>> results =
                asked(builder(10, false).callBudget(oneCallOnly).build(), 10);

        assertThat(provider.requests).isNotEmpty();
        assertThat(results.get(0))
                .isCompletedWithValueMatching(result -> result.provenance().calls() == 1);
        assertThat(oneCallOnly.spentUsd()).isLessThanOrEqualTo(new BigDecimal("0.013"));
    }

    @Test
    void aGroupThatIsNotFullLeavesAfterALinger() {
        provider.otherwise(SharedCallTest::allHigh);

        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(10), 2);
        assertThat(provider.requests).isEmpty();
        time.advance(Duration.ofMillis(20));

        assertThat(provider.requests).hasSize(1);
        assertThat(results).allSatisfy(result -> assertThat(result).isCompleted());
    }

    @Test
    void aLongTicketGoesAloneAndAtOnce() {
        provider.otherwise(ids -> SeveralExchange.alone("low"));

        CompletableFuture<AnalysisResult> result = analyzer(10).analyzeAsync(Ticket.of("T-1", "word ".repeat(500)));

        assertThat(result).isCompleted();
        assertThat(provider.requests.get(0)).doesNotContain("Several tickets at once");
    }

    @Test
    void cancellingOneTicketLeavesTheCallToTheOthersAndCancellingAllEndsIt() {
        provider.silent();
        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(2), 2);

        results.get(0).cancel(true);
        assertThat(provider.sent.get(0)).isNotDone();
        results.get(1).cancel(true);

        assertThat(provider.sent.get(0)).isCancelled();
    }

    @Test
    void theTimeOfTheSharedCallCountsForTheCallsAfterIt() {
        provider.silent();
        List<CompletableFuture<AnalysisResult>> results = asked(analyzer(2), 2);
        time.advance(Duration.ofSeconds(50));
        provider.silentAgain("no JSON");
        time.advance(Duration.ofSeconds(11));

        assertThat(results)
                .allSatisfy(result -> assertThat(failure(result))
                        .isInstanceOf(ProviderUnavailableException.class)
                        .hasMessageContaining("60000 ms"));
    }

    @Test
    void noTicketCanNameTheIdOfAnother() {
        provider.otherwise(SharedCallTest::allHigh);
        asked(analyzer(2), 2);
        asked(analyzer(2), 2);

        List<String> ids = new ArrayList<>();
        provider.requests.forEach(request -> ids.addAll(SeveralExchange.ids(request)));
        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
        assertThat(provider.requests).noneMatch(request -> request.contains("T-0"));
    }

    @Test
    void confidenceCannotBeMeasuredFromASharedAnswer() {
        assertThatThrownBy(() ->
                        builder(2, false).confidenceFromLogProbabilities(true).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ticketsPerCall(2)");
    }

    private OpenRouterTicketAnalyzer analyzer(int ticketsPerCall) {
        return analyzer(ticketsPerCall, false);
    }

    private OpenRouterTicketAnalyzer analyzer(int ticketsPerCall, boolean explain) {
        return builder(ticketsPerCall, explain).build();
    }

    private OpenRouterTicketAnalyzerBuilder builder(int ticketsPerCall, boolean explain) {
        return OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-test")
                .model("first/model")
                .explain(explain)
                .ticketsPerCall(ticketsPerCall)
                .scheduler(time)
                .exchange(provider)
                .random(() -> 0.5);
    }

    private static List<CompletableFuture<AnalysisResult>> asked(OpenRouterTicketAnalyzer analyzer, int tickets) {
        return IntStream.range(0, tickets)
                .mapToObj(number -> analyzer.analyzeAsync(Ticket.of("T-" + number, "Message " + number + ".")))
                .toList();
    }

    private Urgency urgency(CompletableFuture<AnalysisResult> result) {
        assertThat(result).isCompleted();
        return result.join().analysis().urgency();
    }

    private static AnalysisException failure(CompletableFuture<AnalysisResult> result) {
        assertThat(result).isCompletedExceptionally();
        return (AnalysisException) result.handle((none, failure) -> failure).join();
    }

    private static String allHigh(List<String> ids) {
        if (ids.isEmpty()) {
            return SeveralExchange.alone("high");
        }
        return ids.stream().map(id -> answer(id, "high")).collect(Collectors.joining(",", "{\"analyses\":[", "]}"));
    }

    private static String list(String... answers) {
        return "{\"analyses\":[" + String.join(",", answers) + "]}";
    }

    private static String answer(String id, String urgency) {
        return "{\"ticket_id\":\"" + id + "\"," + SeveralExchange.alone(urgency).substring(1);
    }

    private static String quoting(String id, String quote) {
        String evidence = quote.isEmpty() ? "" : "\"" + quote + "\"";
        return "{\"ticket_id\":\"" + id + "\",\"rationale\":\"Because.\",\"evidence\":[" + evidence
                + "],\"language\":\"en\"," + SeveralExchange.alone("high").substring(1);
    }
}

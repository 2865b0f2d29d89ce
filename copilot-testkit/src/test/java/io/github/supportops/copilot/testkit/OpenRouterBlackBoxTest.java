package io.github.supportops.copilot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzerBuilder;
import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenRouter analyzer as an application sees it: over a real connection, with the clock of the machine. */
@Timeout(60)
class OpenRouterBlackBoxTest {
    private static final String KEY = "sk-or-canary-key-51";
    private static final Ticket TICKET = Ticket.of("T-1", "The canary-ticket-52 invoice of June is wrong.");

    private final StubOpenRouter stub = StubOpenRouter.start();
    private final List<OpenRouterTicketAnalyzer> opened = new ArrayList<>();

    @AfterEach
    void stop() {
        opened.forEach(OpenRouterTicketAnalyzer::close);
        stub.close();
    }

    @Test
    void firstRequestAsksForTheStrictSchemaWithKeyAndModel() {
        stub.reply(StubReply.answer(Samples.analysis()));

        open(builder()).analyze(TICKET);

        StubRequest request = stub.requests().get(0);
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /api/v1/chat/completions");
        assertThat(request.header("Authorization")).contains("Bearer " + KEY);
        assertThat(request.model()).isEqualTo("some/model");
        assertThat(request.text("/response_format/type")).contains("json_schema");
        assertThat(request.text("/response_format/json_schema/strict")).contains("true");
        assertThat(request.json("/response_format/json_schema/schema"))
                .contains(AnalysisSchema.standard().jsonSchema());
        assertThat(request.messages()).extracting(StubRequest.Message::role).containsExactly("system", "user");
        assertThat(request.messages().get(0).content()).doesNotContain("canary-ticket-52");
        assertThat(request.messages().get(1).content()).contains(TICKET.message());
    }

    @Test
    void twoInvalidAnswersThenAValidOneCostThreeCallsWithSummedUsage() {
        String unknownLabel = StubReply.json(Samples.analysis()).replace("\"high\"", "\"sky-high\"");
        stub.reply(
                StubReply.text(unknownLabel).cost("0.001"),
                StubReply.text("{\"intent\":\"billing\"}").cost("0.002"),
                StubReply.answer(Samples.analysis()).cost("0.004"));

        AnalysisResult result = open(builder()).analyze(TICKET);

        assertThat(result.analysis()).isEqualTo(Samples.analysis());
        assertThat(result.provenance().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(AttemptOutcome.INVALID_ANSWER, AttemptOutcome.INVALID_ANSWER, AttemptOutcome.VALID);
        assertThat(result.provenance().usage().promptTokens()).isEqualTo(300);
        assertThat(result.provenance().usage().cost()).contains(new BigDecimal("0.007"));
        assertThat(stub.requests().get(1).conversation()).contains(TICKET.message(), "sky-high", "$.urgency");
        assertThat(stub.requests().get(2).conversation())
                .contains(TICKET.message(), "{\"intent\":\"billing\"}", "$.suggested_response");
    }

    @Test
    void answerThatIsNeverValidIsDistrusted() {
        stub.otherwise(StubReply.text("{\"intent\":\"canary-answer-53\"}"));

        InvalidAnswerException failure = failure(builder(), InvalidAnswerException.class);

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_ANSWER);
        assertThat(failure.issues()).extracting(ValidationIssue::path).contains("$.intent", "$.churn_risk");
        assertThat(failure.attempts()).hasSize(3);
        assertThat(stub.requestCount()).isEqualTo(3);
    }

    @Test
    void toolCallIsAnAnswerToo() {
        stub.reply(StubReply.toolCall(StubReply.json(Samples.analysis())));

        assertThat(open(builder()).analyze(TICKET).analysis()).isEqualTo(Samples.analysis());
    }

    @ParameterizedTest
    @CsvSource({
        "400, REQUEST, SetupException",
        "401, API_KEY, SetupException",
        "402, CREDITS, SetupException",
        "403, PERMISSION, SetupException",
        "404, MODEL, SetupException",
        "413, TICKET_TOO_LONG, InvalidTicketException",
        "429, RATE_LIMITED, ProviderUnavailableException",
        "500, PROVIDER_ERROR, ProviderUnavailableException",
        "503, PROVIDER_ERROR, ProviderUnavailableException",
        "529, PROVIDER_ERROR, ProviderUnavailableException",
    })
    void statusDecidesWhatTheCallerShouldDo(int status, FailureKind kind, String type) {
        stub.otherwise(StubReply.error(status));

        AnalysisException failure = failure(builder().maxRetries(0), AnalysisException.class);

        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).hasValue(status);
    }

    @ParameterizedTest
    @CsvSource({"401", "402", "403"})
    void whatWillNotChangeIsNotRetried(int status) {
        stub.otherwise(StubReply.error(status));

        failure(builder(), AnalysisException.class);

        assertThat(stub.requestCount()).isEqualTo(1);
    }

    @Test
    void passingTroubleIsRetriedUntilAnAnswerComes() {
        stub.reply(
                StubReply.error(503),
                StubReply.errorInsideOk(502, "upstream"),
                StubReply.disconnectInBody(),
                StubReply.answer(Samples.analysis()));

        AnalysisResult result = open(builder()).analyze(TICKET);

        assertThat(result.provenance().attempts())
                .extracting(attempt -> attempt.failure().orElse(null))
                .containsExactly(FailureKind.PROVIDER_ERROR, FailureKind.PROVIDER_ERROR, FailureKind.CONNECTION, null);
    }

    @Test
    void retryAfterIsWaitedFor() {
        stub.reply(StubReply.error(429).retryAfter(Duration.ofSeconds(1)), StubReply.answer(Samples.analysis()));
        long start = System.nanoTime();

        open(builder()).analyze(TICKET);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(stub.requestCount()).isEqualTo(2);
    }

    @Test
    void retryAfterBeyondTheDeadlineIsReportedInsteadOfWaitedFor() {
        stub.otherwise(StubReply.error(429).retryAfter(Duration.ofHours(1)));

        ProviderUnavailableException failure = failure(builder(), ProviderUnavailableException.class);

        assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
        assertThat(stub.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"before the headers", "after the headers", "in the body", "byte by byte"})
    void replyThatStallsAnywhereEndsAtTheDeadline(String where) {
        OpenRouterTicketAnalyzer analyzer = open(builder().deadline(Duration.ofMillis(600)));
        stub.reply(StubReply.answer(Samples.analysis()));
        analyzer.analyze(TICKET);
        stub.otherwise(
                switch (where) {
                    case "before the headers" -> StubReply.stallBeforeHeaders();
                    case "after the headers" -> StubReply.stallAfterHeaders();
                    case "in the body" -> StubReply.stallInBody();
                    default -> StubReply.answer(Samples.analysis()).trickling(Duration.ofMillis(50));
                });
        long start = System.nanoTime();

        ProviderUnavailableException failure =
                catchThrowableOfType(ProviderUnavailableException.class, () -> analyzer.analyze(TICKET));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(590), Duration.ofMillis(1_600));
        assertThat(failure.kind()).isEqualTo(FailureKind.DEADLINE);
        assertThat(failure.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.outcome()).isEqualTo(AttemptOutcome.TIMED_OUT);
            assertThat(attempt.possiblyBilled()).isTrue();
        });
    }

    @Test
    void cancellingFreesThePlaceForTheNextCall() throws Exception {
        OpenRouterTicketAnalyzer analyzer = open(builder().maxConcurrentCalls(1));
        stub.reply(StubReply.stallInBody(), StubReply.answer(Samples.analysis()));
        CompletableFuture<AnalysisResult> stalled = analyzer.analyzeAsync(TICKET);
        stub.awaitRequests(1, Duration.ofSeconds(10));

        stalled.cancel(true);

        assertThat(analyzer.analyzeAsync(TICKET).get(10, TimeUnit.SECONDS).analysis())
                .isEqualTo(Samples.analysis());
    }

    @Test
    void callsAtOnceStayUnderTheLimit() {
        OpenRouterTicketAnalyzer analyzer = open(builder().maxConcurrentCalls(5));
        stub.otherwise(StubReply.answer(Samples.analysis()).after(Duration.ofMillis(20)));

        List<CompletableFuture<AnalysisResult>> results =
                Samples.tickets(60).map(analyzer::analyzeAsync).toList();
        results.forEach(CompletableFuture::join);

        assertThat(stub.requestCount()).isEqualTo(60);
        assertThat(stub.peakConcurrency()).isBetween(2, 5);
    }

    @Test
    void nextModelAnswersWhenTheFirstIsGone() {
        stub.otherwise(request -> request.model().equals("some/model")
                ? StubReply.error(404, "no such model")
                : StubReply.answer(Samples.analysis()));

        AnalysisResult result = open(builder().fallbackModels("other/model")).analyze(TICKET);

        assertThat(result.provenance().model()).contains("other/model");
        assertThat(result.provenance().attempts()).hasSize(2);
    }

    @Test
    void keyTicketAndAnswerAreInNoExceptionAndNoLog() throws IOException {
        stub.otherwise(StubReply.text("{\"intent\":\"canary-answer-53\"}"));
        AnalysisException invalid = failure(builder(), AnalysisException.class);
        stub.otherwise(StubReply.error(401, "wrong key " + KEY + " for canary-ticket-52"));
        AnalysisException refused = failure(builder(), AnalysisException.class);
        stub.otherwise(StubReply.answer(Samples.analysis("canary-answer-53")));
        AnalysisResult answered = open(builder()).analyze(TICKET);

        StringWriter printed = new StringWriter();
        invalid.printStackTrace(new PrintWriter(printed));
        refused.printStackTrace(new PrintWriter(printed));
        printed.append(answered.toString())
                .append(invalid.attempts().toString())
                .append(refused.attempts().toString())
                .append(open(builder()).toString())
                .append(builder().toString());
        String log = Files.readString(Path.of("target/test.log"));

        assertThat(log).as("the log is on").contains("ticket T-1");
        assertThat(printed.toString() + log)
                .doesNotContain(KEY)
                .doesNotContain("canary-ticket-52")
                .doesNotContain("canary-answer-53");
    }

    private OpenRouterTicketAnalyzerBuilder builder() {
        return OpenRouterTicketAnalyzer.builder()
                .baseUrl(stub.baseUrl().toString())
                .apiKey(KEY)
                .model("some/model");
    }

    private OpenRouterTicketAnalyzer open(OpenRouterTicketAnalyzerBuilder builder) {
        OpenRouterTicketAnalyzer analyzer = builder.build();
        opened.add(analyzer);
        return analyzer;
    }

    private <E extends AnalysisException> E failure(OpenRouterTicketAnalyzerBuilder builder, Class<E> type) {
        OpenRouterTicketAnalyzer analyzer = open(builder);
        return catchThrowableOfType(type, () -> analyzer.analyze(TICKET));
    }
}

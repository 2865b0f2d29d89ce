package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error of the data file, sent through the whole analyzer: what is thrown, what is tried next, what is written down. */
class ErrorCasesTest {
    private static final Ticket TICKET = Ticket.of("T-1", "Nothing works in Zanzibar.");
    private static final Map<String, Class<? extends AnalysisException>> TYPES = Map.of(
            "later", ProviderUnavailableException.class,
            "setup", SetupException.class,
            "ticket", InvalidTicketException.class,
            "answer", InvalidAnswerException.class);

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedExchange provider = new ScriptedExchange();

    static List<CaseFile.Case> cases() {
        return CaseFile.read("errors/errors.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isThrownAsItsTypeAndSaysNothingOfTheTicket(CaseFile.Case given) {
        for (int i = 0; i < 12; i++) {
            answerWith(given);
        }

        AnalysisException failure =
                failure(analyzer().maxRetries(0).maxAnswers(1).build().analyzeAsync(TICKET));

        assertThat(failure).isExactlyInstanceOf(TYPES.get(given.setting("type", "")));
        assertThat(failure.kind()).isEqualTo(FailureKind.valueOf(given.setting("kind", "")));
        assertThat(failure.attempts()).hasSameSizeAs(provider.requests);
        if (!given.setting("then", "").equals("negotiate")) {
            assertThat(provider.requests).hasSize(1);
        }
        if (failure instanceof ProviderUnavailableException later) {
            assertThat(later.retryAfter()).isEqualTo(expectedWait(given));
        }
        String shown = failure + " " + failure.getMessage() + failure.attempts()
                + failure.attempts().stream().map(Attempt::detail).toList();
        assertThat(shown.toLowerCase(Locale.ROOT)).doesNotContain("zanzi").doesNotContain("203.0.113.9");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isFollowedByTheRightNextStep(CaseFile.Case given) {
        answerWith(given);
        provider.answer(ScriptedExchange.GOOD);

        CompletableFuture<AnalysisResult> analysis = analyzer()
                .fallbackModels("second/model")
                .deadline(Duration.ofMinutes(10))
                .build()
                .analyzeAsync(TICKET);

        switch (given.setting("then", "")) {
            case "stop" -> {
                time.advance(Duration.ofMinutes(5));
                assertThat(failure(analysis).attempts()).hasSize(1);
                assertThat(provider.requests).hasSize(1);
            }
            case "next" -> assertLedger(analysis, AttemptOutcome.FAILED, "second/model");
            case "negotiate" -> {
                assertLedger(analysis, AttemptOutcome.MODE_REFUSED, "first/model");
                assertThat(provider.requests.get(1)).isNotEqualTo(provider.requests.get(0));
            }
            case "again" -> assertLedger(analysis, AttemptOutcome.FAILED, "first/model");
            case "retry" -> {
                assertThat(analysis).isNotDone();
                expectedWait(given).ifPresent(wait -> time.advance(wait.minusMillis(1)));
                assertThat(provider.requests).hasSize(1);
                time.advance(Duration.ofSeconds(3));
                assertLedger(analysis, AttemptOutcome.FAILED, "first/model");
                assertThat(provider.requests.get(1)).isEqualTo(provider.requests.get(0));
            }
            default -> throw new IllegalArgumentException("then: " + given.setting("then", ""));
        }
    }

    @Test
    void thereAreEnoughCasesOfEveryServer() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(130);
        assertThat(cases())
                .extracting(CaseFile.Case::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, cases().size()).boxed().toList());
        assertThat(cases())
                .extracting(CaseFile.Case::kind)
                .contains("openrouter", "inside200", "openai", "azure", "ollama", "vllm", "sglang", "llamacpp")
                .contains("lmstudio", "groq", "together", "litellm", "gemini", "network");
    }

    @Test
    void everyStatusThereCouldBeIsTyped() {
        for (int status = 100; status <= 999; status++) {
            if (status / 100 != 2) {
                ScriptedExchange odd = new ScriptedExchange();
                for (int i = 0; i < 12; i++) {
                    odd.reply(
                            status,
                            "{\"new\":{\"shape\":[1,2]},\"error\":{\"code\":{\"new\":1},\"message\":[]}}",
                            Map.of());
                }
                AnalysisException failure =
                        failure(analyzer().exchange(odd).maxRetries(0).build().analyzeAsync(TICKET));
                assertThat(failure.status()).hasValue(status);
            }
        }
    }

    @Test
    void workThatATimeoutCutOffMayBeBilled() {
        for (int status : new int[] {408, 500, 502, 503, 504, 524, 529}) {
            ScriptedExchange one = new ScriptedExchange().error(status, "x");
            AnalysisException failure =
                    failure(analyzer().exchange(one).maxRetries(0).build().analyzeAsync(TICKET));
            assertThat(failure.attempts())
                    .as("status %d", status)
                    .extracting(Attempt::possiblyBilled)
                    .containsExactly(status == 408 || status == 504 || status == 524);
        }
    }

    @Test
    void aCodeInsideAGoodResponseThatIsNoStatusMeansThatTheUpstreamFailed() {
        for (String code : List.of("7", "200", "299", "600", "2147483647", "\"123\"")) {
            ScriptedExchange one = new ScriptedExchange()
                    .reply(200, "{\"error\":{\"code\":" + code + ",\"message\":\"x\"}}", Map.of());
            AnalysisException failure =
                    failure(analyzer().exchange(one).maxRetries(0).build().analyzeAsync(TICKET));
            assertThat(failure.kind()).as(code).isEqualTo(FailureKind.PROVIDER_ERROR);
            assertThat(failure.status()).as(code).hasValue(502);
        }
    }

    @Test
    void newFieldsAndValuesInAGoodResponseChangeNothing() {
        String odd =
                "\"new\":{\"a\":[1,null,1e400,{\"b\":NaN}]},\"message\":\"ok\",\"detail\":[],\"object\":\"new.kind\"";
        String content = io.github.supportops.copilot.internal.json.Json.write(ScriptedExchange.GOOD);
        provider.reply(
                200,
                "{" + odd + ",\"id\":7,\"model\":{\"x\":1},\"error\":{},\"service_tier\":\"new\",\"choices\":[{"
                        + odd.replace("\"message\":\"ok\",", "")
                        + ",\"finish_reason\":\"new\",\"native_finish_reason\":7,\"logprobs\":\"new\",\"message\":{"
                        + odd
                        + ",\"role\":\"new\",\"refusal\":null,\"tool_calls\":null,\"reasoning_details\":[{}],\"content\":"
                        + content + "}}],\"usage\":{" + odd
                        + ",\"prompt_tokens\":\"many\",\"completion_tokens\":-5,\"cost\":1e999999999,"
                        + "\"prompt_tokens_details\":null}}data: [DONE]",
                Map.of("x-new", "new"));

        AnalysisResult result = analyzer().build().analyzeAsync(TICKET).getNow(null);

        assertThat(result).isNotNull();
        assertThat(result.provenance().repairs()).isEmpty();
        assertThat(result.provenance().usage().cost()).isEmpty();
    }

    @Test
    void emptyErrorsInAGoodResponseAreNoErrors() {
        for (String error : List.of("null", "{}", "\"\"", "false", "[]")) {
            ScriptedExchange polite = new ScriptedExchange().reply(200, good("\"error\":" + error + ","), Map.of());
            assertThat(analyzer().exchange(polite).build().analyzeAsync(TICKET).isCompletedExceptionally())
                    .as(error)
                    .isFalse();
            assertThat(polite.requests).hasSize(1);
        }
    }

    @Test
    void aGoodAnswerSurvivesEveryWayOfTransport() {
        String content = io.github.supportops.copilot.internal.json.Json.write(ScriptedExchange.GOOD);
        List<String> bodies = List.of(
                "\n\n   \n" + good("") + "\n",
                "\ufeff" + good(""),
                good("") + "\n\ndata: [DONE]\n\n",
                ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n" + good(""),
                ": OPENROUTER PROCESSING\n\ndata: " + good("") + "\n\ndata: [DONE]\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":" + content.substring(0, 20) + "\"}}]}\r\n\r\n"
                        + "data: {\"choices\":[{\"delta\":{\"content\":\"" + content.substring(20)
                        + "},\"finish_reason\":\"stop\"}]}\r\n\r\ndata: {\"choices\":[],\"usage\":{\"cost\":1}}\r\n\r\n",
                "{\"id\":null,\"choices\":null,\"provider\":" + good("") + "}");
        for (String body : bodies) {
            ScriptedExchange one = new ScriptedExchange().reply(200, body, Map.of());
            assertThat(analyzer().exchange(one).build().analyzeAsync(TICKET))
                    .as(body)
                    .isCompleted();
        }
    }

    @Test
    void anySuccessfulStatusIsASuccess() {
        provider.reply(203, good(""), Map.of());

        assertThat(analyzer().build().analyzeAsync(TICKET)).isCompleted();
    }

    private static String good(String extra) {
        return "{" + extra + "\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":"
                + io.github.supportops.copilot.internal.json.Json.write(ScriptedExchange.GOOD) + "}}]}";
    }

    private void answerWith(CaseFile.Case given) {
        String header = given.setting("header", "");
        Map<String, String> headers =
                header.isEmpty() ? Map.of() : Map.of(header.split(": ", 2)[0], header.split(": ", 2)[1]);
        provider.reply(Integer.parseInt(given.setting("status", "")), given.text(), headers);
    }

    private static Optional<Duration> expectedWait(CaseFile.Case given) {
        return Optional.ofNullable(given.settings().get("wait"))
                .map(seconds -> Duration.ofMillis(
                        new BigDecimal(seconds).movePointRight(3).longValueExact()));
    }

    private void assertLedger(CompletableFuture<AnalysisResult> analysis, AttemptOutcome first, String secondModel) {
        assertThat(analysis).isCompleted();
        List<Attempt> attempts = analysis.join().provenance().attempts();
        assertThat(attempts).extracting(Attempt::outcome).containsExactly(first, AttemptOutcome.VALID);
        assertThat(attempts).extracting(Attempt::model).containsExactly("first/model", secondModel);
        assertThat(provider.requests).hasSize(2);
    }

    private OpenRouterTicketAnalyzerBuilder analyzer() {
        return OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-test")
                .httpClient(SharedClient.IDLE)
                .model("first/model")
                .scheduler(time)
                .exchange(provider)
                .random(() -> 0.5)
                .marker(() -> "00ff");
    }

    private static AnalysisException failure(CompletableFuture<AnalysisResult> analysis) {
        assertThat(analysis).isCompletedExceptionally();
        try {
            throw new AssertionError("There is a result: " + analysis.join());
        } catch (CompletionException failed) {
            return (AnalysisException) failed.getCause();
        }
    }
}

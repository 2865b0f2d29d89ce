package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.internal.exchange.HttpReply;
import io.github.supportops.copilot.internal.json.Json;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How far an analysis goes before it gives up, and with what the next model begins. */
class CourseTest {
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong.");
    private static final String GOAWAY = "/127.0.0.1:40000: GOAWAY received";

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedExchange provider = new ScriptedExchange();

    @Test
    void eachModelHasRetriesOfItsOwn() {
        provider.error(500, "x").error(500, "x").error(500, "x").answer(ScriptedExchange.GOOD);

        CompletableFuture<AnalysisResult> analysis =
                analyzer().maxRetries(1).fallbackModels("second/model").build().analyzeAsync(TICKET);
        time.advance(Duration.ofSeconds(10));

        assertThat(analysis).isCompleted();
        assertThat(analysis.join().provenance().attempts())
                .extracting(Attempt::model)
                .containsExactly("first/model", "first/model", "second/model", "second/model");
    }

    @Test
    void aCutAnswerGetsTwiceTheRoomUpToEightTimesTheFirst() throws IOException {
        for (int i = 0; i < 5; i++) {
            provider.cutAnswer("{");
        }
        provider.answer(ScriptedExchange.GOOD);

        assertThat(analyzer().maxTokens(100).maxAnswers(6).build().analyzeAsync(TICKET))
                .isCompleted();

        assertThat(provider.requests)
                .extracting(request -> Json.read(request).path("max_tokens").intValue())
                .containsExactly(100, 200, 400, 800, 800, 800);
    }

    @Test
    void theNextModelBeginsAnewAndKnowsNothingOfTheFirst() throws IOException {
        provider.cutAnswer("{").answer("Sorry?").answer(ScriptedExchange.GOOD);

        assertThat(analyzer()
                        .maxAnswers(2)
                        .fallbackModels("second/model")
                        .build()
                        .analyzeAsync(TICKET))
                .isCompleted();

        JsonNode last = Json.read(provider.requests.get(2));
        assertThat(last.path("max_tokens").intValue()).isEqualTo(1_200);
        assertThat(last.path("messages"))
                .isEqualTo(Json.read(provider.requests.get(0)).path("messages"));
    }

    @Test
    void resendsWaitALittleLongerEachTimeUpToAFifthOfASecond() {
        for (int i = 0; i < 60; i++) {
            provider.broken(new IOException("too many concurrent streams"));
        }
        provider.answer(ScriptedExchange.GOOD);

        CompletableFuture<AnalysisResult> analysis = analyzer().build().analyzeAsync(TICKET);
        time.advance(Duration.ofMillis(40 * 41 / 2 * 5 + 20 * 200 - 1));
        assertThat(analysis).isNotDone();
        time.advance(Duration.ofMillis(1));

        assertThat(analysis).isCompleted();
    }

    @Test
    void aConnectionThatIsWoundDownIsNoFailureOfTheModel() {
        OpenRouterTicketAnalyzer analyzer = analyzer()
                .maxRetries(0)
                .circuitBreaker(1, Duration.ofSeconds(30))
                .build();

        provider.broken(new IOException(GOAWAY));
        assertThat(analyzer.analyzeAsync(TICKET)).isCompletedExceptionally();

        provider.answer(ScriptedExchange.GOOD);
        assertThat(analyzer.analyzeAsync(TICKET)).isCompleted();
    }

    @Test
    void aServerThatWindsEveryConnectionDownIsNotPaidForEver() {
        for (int i = 0; i < 10; i++) {
            provider.broken(new IOException(GOAWAY));
        }

        assertThat(analyzer().build().analyzeAsync(TICKET)).isCompletedExceptionally();

        assertThat(provider.requests).hasSize(4);
    }

    @Test
    void whatALateRefusalSaysIsNoNewsToAModelThatHasLearnedMore() throws IOException {
        OpenRouterTicketAnalyzer analyzer = analyzer().build();
        provider.silence();
        CompletableFuture<AnalysisResult> slow = analyzer.analyzeAsync(TICKET);
        provider.error(400, "response_format json_schema is not supported")
                .error(400, "tools are not supported")
                .answer(ScriptedExchange.GOOD);
        assertThat(analyzer.analyzeAsync(TICKET)).isCompleted();

        provider.answer(ScriptedExchange.GOOD);
        provider.sent.get(0).complete(refusal());

        assertThat(slow).isCompleted();
        JsonNode again = Json.read(provider.requests.get(4));
        assertThat(again.at("/response_format/type").asText()).isEqualTo("json_object");
    }

    @Test
    void aRetryIsGivenBackOnceHoweverManyAnswersFollow() {
        OpenRouterTicketAnalyzer analyzer = analyzer().maxRetries(1).build();
        assertThat(retriesOf(analyzer, 50)).as("500 tokens").isEqualTo(35);
        answers(analyzer, 4);
        // 14 tokens: the retry takes them, the invalid answer gives them back, the valid one adds a single token.
        provider.error(500, "x").answer("Sorry?").answer(ScriptedExchange.GOOD);
        CompletableFuture<AnalysisResult> analysis = analyzer.analyzeAsync(TICKET);
        time.advance(Duration.ofSeconds(5));
        assertThat(analysis).isCompleted();

        assertThat(retriesOf(analyzer, 5)).as("15 tokens").isEqualTo(1);
    }

    /** Lets analyses fail. {@return how many retries they made} */
    private int retriesOf(OpenRouterTicketAnalyzer analyzer, int analyses) {
        int before = provider.requests.size();
        for (int i = 0; i < analyses; i++) {
            provider.error(500, "x").error(500, "x");
            CompletableFuture<AnalysisResult> analysis = analyzer.analyzeAsync(TICKET);
            time.advance(Duration.ofSeconds(5));
            assertThat(analysis).isCompletedExceptionally();
            provider.forgetTheRest();
        }
        return provider.requests.size() - before - analyses;
    }

    private void answers(OpenRouterTicketAnalyzer analyzer, int count) {
        for (int i = 0; i < count; i++) {
            provider.answer(ScriptedExchange.GOOD);
            assertThat(analyzer.analyzeAsync(TICKET)).isCompleted();
        }
    }

    private static HttpReply refusal() {
        byte[] body = "{\"error\":{\"code\":400,\"message\":\"response_format json_schema is not supported\"}}"
                .getBytes(StandardCharsets.UTF_8);
        return new HttpReply(400, HttpHeaders.of(Map.<String, List<String>>of(), (name, value) -> true), body);
    }

    private OpenRouterTicketAnalyzerBuilder analyzer() {
        return OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-test")
                .httpClient(SharedClient.IDLE)
                .model("first/model")
                .circuitBreaker(1_000_000, Duration.ofSeconds(1))
                .scheduler(time)
                .exchange(provider)
                .random(() -> 0.5);
    }
}

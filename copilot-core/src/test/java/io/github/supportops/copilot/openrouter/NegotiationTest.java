package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.internal.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What goes on the wire, and how it changes when a provider refuses a part of it. */
class NegotiationTest {
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong.");

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedExchange provider = new ScriptedExchange();

    @Test
    void eachRungOfTheLadderIsTakenInTurn() {
        provider.error(400, "response_format json_schema is not supported")
                .error(404, "No endpoints found that support tool use.")
                .error(400, "json_object is not supported")
                .answer(ScriptedExchange.GOOD);

        analyze(analyzer());

        assertThat(request(0).at("/response_format/type").asText()).isEqualTo("json_schema");
        assertThat(request(0).at("/response_format/json_schema/strict").booleanValue())
                .isTrue();
        assertThat(request(1).has("response_format")).isFalse();
        assertThat(request(1).at("/tools/0/function/parameters/type").asText()).isEqualTo("object");
        assertThat(request(1).at("/tool_choice/function/name"))
                .isEqualTo(request(1).at("/tools/0/function/name"));
        assertThat(request(2).at("/response_format/type").asText()).isEqualTo("json_object");
        assertThat(request(2).has("tools")).isFalse();
        assertThat(request(2).at("/messages/0/content").asText()).contains("JSON Schema", "\"churn_risk\"");
        assertThat(request(3).has("response_format")).isFalse();
        assertThat(request(3).has("tools")).isFalse();
        assertThat(request(3).at("/messages/0/content").asText()).contains("JSON Schema", "\"churn_risk\"");
    }

    @Test
    void theLastRungRefusedIsASetupFailure() {
        provider.error(400, "json_schema")
                .error(400, "tool")
                .error(400, "json_object")
                .error(400, "schema");

        assertThat(failure(analyzer().build().analyzeAsync(TICKET))).isInstanceOf(SetupException.class);
        assertThat(provider.requests).hasSize(4);
    }

    @Test
    void whatWasLearnedIsForgottenAfterAnHour() {
        provider.error(400, "json_schema is not supported")
                .answer(ScriptedExchange.GOOD)
                .answer(ScriptedExchange.GOOD)
                .answer(ScriptedExchange.GOOD);
        OpenRouterTicketAnalyzer analyzer = analyzer().build();

        analyzer.analyzeAsync(TICKET).join();
        time.advance(Duration.ofMinutes(59));
        analyzer.analyzeAsync(TICKET).join();
        time.advance(Duration.ofMinutes(2));
        analyzer.analyzeAsync(TICKET).join();

        assertThat(provider.requests.get(2)).contains("\"tools\"");
        assertThat(provider.requests.get(3)).contains("\"json_schema\"");
    }

    @Test
    void whatOneModelRefusesAnotherIsStillAskedFor() {
        provider.error(400, "json_schema is not supported").error(401, "x");
        OpenRouterTicketAnalyzerBuilder builder = analyzer().fallbackModels("second/model");
        provider.answer(ScriptedExchange.GOOD);
        ScriptedExchange fallsBack = new ScriptedExchange()
                .error(400, "json_schema is not supported")
                .error(410, "gone")
                .answer(ScriptedExchange.GOOD);

        analyze(builder.exchange(fallsBack));

        assertThat(fallsBack.requests.get(2)).contains("second/model", "\"json_schema\"");
    }

    @Test
    void theOtherTokenFieldIsTriedOnce() {
        provider.error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
                .answer(ScriptedExchange.GOOD);

        analyze(analyzer().maxTokens(700));

        assertThat(request(0).path("max_tokens").intValue()).isEqualTo(700);
        assertThat(request(0).has("max_completion_tokens")).isFalse();
        assertThat(request(1).path("max_completion_tokens").intValue()).isEqualTo(700);
        assertThat(request(1).has("max_tokens")).isFalse();
    }

    @Test
    void temperatureSeedAndLogProbabilitiesAreLeftOutOneByOne() {
        provider.error(400, "temperature is not supported")
                .error(400, "Unknown field: seed")
                .error(422, "logprobs not allowed")
                .answer(ScriptedExchange.GOOD);

        analyze(analyzer().seed(7).confidenceFromLogProbabilities(true));

        assertThat(request(0).path("temperature").doubleValue()).isZero();
        assertThat(request(0).path("seed").longValue()).isEqualTo(7);
        assertThat(request(0).path("logprobs").booleanValue()).isTrue();
        assertThat(request(1).has("temperature")).isFalse();
        assertThat(request(1).has("seed")).isTrue();
        assertThat(request(2).has("seed")).isFalse();
        assertThat(request(3).has("logprobs")).isFalse();
        assertThat(request(3).has("response_format")).isTrue();
    }

    @Test
    void reasoningIsOffThenLowThenNotMentioned() {
        provider.error(400, "Reasoning is mandatory for this model")
                .error(400, "reasoning.effort is not supported")
                .answer(ScriptedExchange.GOOD);

        analyze(analyzer());

        assertThat(request(0).at("/reasoning/effort").asText()).isEqualTo("none");
        assertThat(request(1).at("/reasoning/effort").asText()).isEqualTo("low");
        assertThat(request(2).has("reasoning")).isFalse();
    }

    @Test
    void whenNobodyCanDoTheParametersTheOptionalOnesGoFirstAndTheLadderNext() {
        provider.error(404, "No endpoints found that can handle the requested parameters.")
                .error(404, "No endpoints found that can handle the requested parameters.")
                .answer(ScriptedExchange.GOOD);

        analyze(analyzer().seed(7));

        assertThat(request(1).has("seed")).isFalse();
        assertThat(request(1).has("temperature")).isFalse();
        assertThat(request(1).has("reasoning")).isFalse();
        assertThat(request(1).has("response_format")).isTrue();
        assertThat(request(2).has("tools")).isTrue();
    }

    @Test
    void aProxyThatDoesNotKnowPluginsIsAskedWithoutThem() {
        provider.error(400, "Unrecognized key(s) in object: 'plugins'").answer(ScriptedExchange.GOOD);

        analyze(analyzer());

        assertThat(request(0).at("/plugins/0/id").asText()).isEqualTo("context-compression");
        assertThat(request(0).at("/plugins/0/enabled").booleanValue()).isFalse();
        assertThat(request(1).has("plugins")).isFalse();
    }

    @Test
    void whereDataMayGoIsNeverNegotiated() {
        ProviderPreferences strict = ProviderPreferences.builder()
                .allowDataCollection(false)
                .zeroDataRetention()
                .build();
        for (int i = 0; i < 20; i++) {
            provider.error(
                    400,
                    "Unrecognized key(s) in object: 'provider', extra models plugins temperature reasoning schema tool"
                            + " strict function json_object max_tokens");
        }

        assertThat(failure(analyzer().providerPreferences(strict).build().analyzeAsync(TICKET)))
                .isInstanceOf(SetupException.class);

        assertThat(provider.requests)
                .hasSizeBetween(2, 12)
                .allMatch(body -> body.contains("\"data_collection\":\"deny\""));
        assertThat(provider.requests).allMatch(body -> body.contains("\"zdr\":true"));
    }

    @Test
    void aWordThatOnlyContainsASignIsNoSign() {
        provider.error(400, "This request is subject to restrictions on stools and malfunctions");

        assertThat(failure(analyzer().build().analyzeAsync(TICKET))).isInstanceOf(SetupException.class);
        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void providerPreferencesStandOnTheWireInOneOrderHoweverTheyWereSet() {
        ProviderPreferences one = ProviderPreferences.builder()
                .zeroDataRetention()
                .order("anthropic", "openai")
                .only("openai")
                .ignore("azure")
                .allowFallbacks(false)
                .requireParameters(true)
                .allowDataCollection(false)
                .quantizations("fp8")
                .sort(ProviderPreferences.Sort.PRICE)
                .maxPrice(new BigDecimal("0.15"), new BigDecimal("0.60"))
                .build();
        ProviderPreferences other = ProviderPreferences.builder()
                .maxPrice(new BigDecimal("0.15"), new BigDecimal("0.60"))
                .sort(ProviderPreferences.Sort.PRICE)
                .quantizations("fp8")
                .allowDataCollection(false)
                .requireParameters(true)
                .allowFallbacks(false)
                .ignore("azure")
                .only("openai")
                .order("anthropic", "openai")
                .zeroDataRetention()
                .build();
        provider.answer(ScriptedExchange.GOOD).answer(ScriptedExchange.GOOD);

        analyze(analyzer().providerPreferences(one));
        analyze(analyzer().providerPreferences(other));

        assertThat(request(0).path("provider").toString())
                .isEqualTo("{\"allow_fallbacks\":false,\"data_collection\":\"deny\",\"ignore\":[\"azure\"],"
                        + "\"max_price\":{\"prompt\":0.15,\"completion\":0.60},\"only\":[\"openai\"],"
                        + "\"order\":[\"anthropic\",\"openai\"],\"quantizations\":[\"fp8\"],"
                        + "\"require_parameters\":true,\"sort\":\"price\",\"zdr\":true}");
        assertThat(provider.requests.get(1)).isEqualTo(provider.requests.get(0));
    }

    @Test
    void theSameTicketIsAlwaysTheSameBytes() {
        provider.answer(ScriptedExchange.GOOD).answer(ScriptedExchange.GOOD);

        analyze(analyzer().seed(1).fallbackModels("a/b").serverSideFallback(true));
        analyze(analyzer().serverSideFallback(true).fallbackModels("a/b").seed(1));

        assertThat(provider.requests.get(1)).isEqualTo(provider.requests.get(0));
        assertThat(request(0).path("models").toString()).isEqualTo("[\"first/model\",\"a/b\"]");
    }

    @Test
    void anotherServerGetsNothingOfOpenRouters() {
        provider.answer(ScriptedExchange.GOOD);

        analyze(analyzer().baseUrl("http://localhost:8080/v1"));

        List<String> fields = new ArrayList<>();
        request(0).fieldNames().forEachRemaining(fields::add);
        assertThat(fields).containsExactly("model", "messages", "response_format", "max_tokens", "temperature");
    }

    @Test
    void brokenCharactersOfATicketOrAnAnswerNeverStopACall() {
        provider.answer("⟦ \ud83d ".repeat(3_000)).answer(ScriptedExchange.GOOD);

        CompletableFuture<AnalysisResult> analysis =
                analyzer().build().analyzeAsync(Ticket.of("T-1", "Half \ud83d of a smile, \u0000 and \ude00."));

        assertThat(analysis).isCompleted();
        assertThat(request(0).at("/messages/1/content").asText())
                .contains("Half \ufffd of a smile, \u0000 and \ufffd.");
    }

    @Test
    void confidenceIsTheProbabilityOfTheLabelsTokens() {
        String tokens = "[" + token("{\\\"intent\\\":\\\"", -0.01) + "," + token("bill", -0.1) + ","
                + token("ing", -0.2) + "," + token("\\\",\\\"urgency\\\":\\\"", 0) + "," + token("high", -0.5) + ","
                + token("\\\",", 0) + "]";
        provider.reply(200, answer(tokens), Map.of());

        Confidence confidence =
                analyze(analyzer().confidenceFromLogProbabilities(true)).confidence();

        assertThat(confidence.of(AnalysisField.INTENT).orElseThrow()).isCloseTo(Math.exp(-0.3), within());
        assertThat(confidence.of(AnalysisField.URGENCY).orElseThrow()).isCloseTo(Math.exp(-0.5), within());
        assertThat(confidence.of(AnalysisField.SENTIMENT)).isEmpty();
        assertThat(confidence.of(AnalysisField.SUGGESTED_RESPONSE)).isEmpty();
    }

    @Test
    void aLabelThatADraftHadTooIsNotMeasured() {
        String tokens = "[" + token("<think>{\\\"intent\\\":\\\"billing\\\"}</think>", -2) + ","
                + token("{\\\"intent\\\":\\\"billing\\\",", -0.1) + ","
                + token("\\\"urgency\\\":\\\"high\\\"", -0.5) + "]";
        provider.reply(200, answer(tokens), Map.of());

        Confidence confidence =
                analyze(analyzer().confidenceFromLogProbabilities(true)).confidence();

        assertThat(confidence.of(AnalysisField.INTENT)).isEmpty();
        assertThat(confidence.of(AnalysisField.URGENCY).orElseThrow()).isCloseTo(Math.exp(-0.5), within());
    }

    @Test
    void confidenceIsAbsentWhereTokensLackOrAreNonsense() {
        List<String> odd = List.of(
                "null",
                "[]",
                "\"x\"",
                "[{\"token\":null}]",
                "[" + token("\\\"intent\\\":\\\"billing\\\"", Double.NaN) + "]",
                "[{\"token\":\"\\\"intent\\\":\\\"billing\\\"\",\"logprob\":\"high\"}]",
                "[" + token("\\\"intent\\\":\\\"complaint\\\"", -0.1) + "]");
        for (String tokens : odd) {
            ScriptedExchange one = new ScriptedExchange().reply(200, answer(tokens), Map.of());
            AnalysisResult result = analyze(analyzer().exchange(one).confidenceFromLogProbabilities(true));
            assertThat(result.confidence()).as(tokens).isEqualTo(Confidence.none());
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    private static String token(String text, double logProbability) {
        return "{\"token\":\"" + text + "\",\"logprob\":" + logProbability + "}";
    }

    private static String answer(String tokens) {
        return "{\"choices\":[{\"finish_reason\":\"stop\",\"logprobs\":{\"content\":" + tokens
                + "},\"message\":{\"content\":" + Json.write(ScriptedExchange.GOOD) + "}}]}";
    }

    private JsonNode request(int index) {
        try {
            return Json.read(provider.requests.get(index));
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static AnalysisResult analyze(OpenRouterTicketAnalyzerBuilder builder) {
        CompletableFuture<AnalysisResult> analysis = builder.build().analyzeAsync(TICKET);
        assertThat(analysis).isCompleted();
        return analysis.join();
    }

    private static AnalysisException failure(CompletableFuture<AnalysisResult> analysis) {
        assertThat(analysis).isCompletedExceptionally();
        try {
            throw new AssertionError("There is a result: " + analysis.join());
        } catch (CompletionException failed) {
            return (AnalysisException) failed.getCause();
        }
    }

    private OpenRouterTicketAnalyzerBuilder analyzer() {
        return OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-test")
                .httpClient(SharedClient.IDLE)
                .model("first/model")
                .scheduler(time)
                .exchange(provider)
                .marker(() -> "00ff");
    }
}

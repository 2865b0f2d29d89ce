package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import io.github.supportops.copilot.logging.CapturedLog;
import io.github.supportops.copilot.prompt.Prompt;
import io.github.supportops.copilot.prompt.PromptRequest;
import io.github.supportops.copilot.prompt.PromptTemplate;
import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Canaries for the key, the ticket and the model's words are looked for in everything that could be printed. */
class PrivacyTest {
    private static final String KEY = "sk-or-v1-CANARYKEY";
    private static final Ticket TICKET = Ticket.builder("T-1\n\u001b[31m", "CANARYTICKET message, I was charged twice.")
            .subject("CANARYTICKET subject")
            .thread(List.of(TicketMessage.of(AuthorRole.CUSTOMER, "CANARYTICKET thread")))
            .customer(Customer.builder()
                    .id("CANARYTICKET customer")
                    .attribute("CANARYTICKET", "CANARYTICKET")
                    .build())
            .attribute("CANARYTICKET", "CANARYTICKET")
            .build();
    private static final String GOOD = ScriptedExchange.GOOD.replace("We are on it.", "CANARYANSWER reply");

    private final ManualScheduler time = new ManualScheduler();
    private final List<String> shown = new ArrayList<>();

    @Test
    void nothingPrintedHoldsTheKeyTheTicketOrTheAnswer() {
        CapturedLog.listen();
        run(new ScriptedExchange().answer(GOOD));
        run(new ScriptedExchange().answer("<think>CANARYANSWER</think> CANARYANSWER ```json\n" + GOOD + "\n```"));
        run(new ScriptedExchange()
                .answer(GOOD.replace("\"high\"", "\"CANARYANSWER\""))
                .answer("CANARYANSWER")
                .answer("{"));
        run(new ScriptedExchange().cutAnswer("{\"CANARYANSWER").cutAnswer("").cutAnswer("x"));
        for (int status : new int[] {200, 302, 400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 599}) {
            run(errors(status));
        }
        run(new ScriptedExchange()
                .broken(new IOException("CANARYTICKET CANARYKEY"))
                .answer("CANARYANSWER"));
        ScriptedExchange silent = new ScriptedExchange().silence();
        run(silent);
        values();

        String everything = String.join("\n", shown) + CapturedLog.lines();
        assertThat(everything)
                .contains("status 401", "asking again", "fell back")
                .doesNotContain("CANARY");
    }

    @Test
    void aLogLineIsOneLineWhateverTheIdsAndModelsAre() {
        CapturedLog.listen();
        run(new ScriptedExchange()
                .reply(
                        200,
                        "{\"id\":\"a\\nb\",\"model\":\"evil\\n2026 ERROR fake \\u001b[31m\\u202e\",\"choices\":[{\"message\":{\"content\":"
                                + io.github.supportops.copilot.internal.json.Json.write(GOOD) + "}}]}",
                        Map.of()));

        assertThat(CapturedLog.lines().lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("(TRACE|DEBUG|INFO|WARN) io\\.github.*"));
        assertThat(CapturedLog.lines()).doesNotContain("\u001b", "\u202e");
    }

    private static ScriptedExchange errors(int status) {
        ScriptedExchange provider = new ScriptedExchange();
        String body = "{\"error\":{\"code\":\"CANARYTICKET\",\"type\":\"CANARYKEY\",\"param\":\"CANARYTICKET\","
                + "\"message\":\"CANARYTICKET Bearer " + KEY + "\",\"metadata\":{\"raw\":\"CANARYANSWER\","
                + "\"flagged_input\":\"CANARYTICKET\",\"limit_source\":\"CANARYKEY\",\"provider_name\":\"CANARYTICKET\","
                + "\"headers\":{\"CANARYKEY\":\"CANARYKEY\",\"retry-after\":\"CANARYKEY\"}}}}";
        for (int i = 0; i < 8; i++) {
            provider.reply(status, i % 2 == 0 ? body : body.replace("flagged_input", "other"), Map.of("x", KEY));
        }
        return provider;
    }

    private void run(ScriptedExchange provider) {
        OpenRouterTicketAnalyzerBuilder builder = OpenRouterTicketAnalyzer.builder()
                .apiKey(KEY)
                .httpClient(SharedClient.IDLE)
                .model("first/model")
                .fallbackModels("second/model")
                .explain(false)
                .deadline(Duration.ofSeconds(60))
                .listener(new Recorder())
                .scheduler(time)
                .exchange(provider);
        OpenRouterTicketAnalyzer analyzer = builder.build();
        shown.add(builder + " " + analyzer);
        var future = analyzer.analyzeAsync(TICKET);
        time.advance(Duration.ofMinutes(2));
        shown.add(future.toString());
        try {
            AnalysisResult result = future.getNow(null);
            shown.add(result + " " + result.provenance() + result.provenance().attempts() + result.explanation()
                    + result.analysis() + result.confidence() + result.reviewReasons());
        } catch (CompletionException failed) {
            StringWriter trace = new StringWriter();
            failed.printStackTrace(new PrintWriter(trace));
            AnalysisException failure = (AnalysisException) failed.getCause();
            shown.add(trace + " " + failure.attempts()
                    + failure.attempts().stream().map(Attempt::detail).toList());
        }
        analyzer.close();
    }

    private void values() {
        PromptRequest request = new PromptRequest(TICKET, AnalysisSchema.standard(), "00ff");
        Prompt prompt = PromptTemplate.standard().render(request);
        shown.add(TICKET + " " + TICKET.thread() + TICKET.customer() + request + prompt + prompt.messages()
                + ApiKey.of(KEY) + AnalysisSchema.standard() + PromptTemplate.standard()
                + ProviderPreferences.builder().build());
    }

    /** Writes down everything a listener is told. */
    private final class Recorder implements AnalysisListener {
        @Override
        public void attemptFinished(String ticketId, Attempt attempt) {
            shown.add(attempt + attempt.detail() + attempt.repairs());
        }

        @Override
        public void reAsked(String ticketId, List<ValidationIssue> issues) {
            shown.add(issues.toString());
        }

        @Override
        public void completed(AnalysisResult result) {
            shown.add(result.toString());
        }

        @Override
        public void failed(String ticketId, AnalysisException failure) {
            shown.add(failure.toString());
        }
    }
}

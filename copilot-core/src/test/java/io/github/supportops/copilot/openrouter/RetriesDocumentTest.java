package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code docs/retries.md} says what each layer does that calls again. */
class RetriesDocumentTest {
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong.");
    private static final String OUTAGE = "{\"error\":{\"code\":503,\"message\":\"scripted\"}}";
    private static final String TOO_MANY = "{\"error\":{\"code\":429,\"message\":\"scripted\"}}";

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedExchange provider = new ScriptedExchange();

    @Test
    void everyLayerCountsTakesAndWaitsAsItsRowSays() throws IOException {
        List<String[]> rows = Files.readAllLines(Path.of("..", "docs", "retries.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| layer"))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .toList();

        assertThat(rows).extracting(row -> row[1]).doesNotHaveDuplicates().hasSize(9);
        for (String[] row : rows) {
            assertThat(played(row[1])).as(row[1]).isEqualTo(new Layer(row[3], row[4], row[5]));
        }
    }

    @Test
    void anOutageCostsAsManyRetriesAsThePageSays() {
        assertThat(retriesInAnOutage(503, OUTAGE)).isEqualTo(35);
        assertThat(retriesInAnOutage(429, TOO_MANY)).isEqualTo(100);
    }

    /** The three cells that a layer's row ends with. */
    private record Layer(String attempt, String budget, String longestWait) {}

    private static Layer played(String name) {
        RetriesDocumentTest full = new RetriesDocumentTest();
        OpenRouterTicketAnalyzer analyzer = full.analyzer();
        full.fault(name).answer(ScriptedExchange.GOOD);
        CompletableFuture<AnalysisResult> result = analyzer.analyzeAsync(TICKET);
        int waited = 0;
        while (full.provider.requests.size() < 2 && waited < 60_000) {
            full.time.advance(Duration.ofMillis(1));
            waited++;
        }
        assertThat(result).as(name).isCompleted();
        int attempts = result.join().provenance().attempts().size();
        return new Layer(attempts == 2 ? "yes" : "no", takesFromTheBudget(name) ? "yes" : "no", waited + " ms");
    }

    private static boolean takesFromTheBudget(String name) {
        RetriesDocumentTest empty = new RetriesDocumentTest();
        OpenRouterTicketAnalyzer analyzer = empty.analyzer();
        empty.drain(analyzer, 503, OUTAGE);
        empty.drain(analyzer, 429, TOO_MANY);
        empty.provider.requests.clear();
        empty.fault(name).answer(ScriptedExchange.GOOD);
        CompletableFuture<AnalysisResult> result = analyzer.analyzeAsync(TICKET);
        empty.time.advance(Duration.ofSeconds(30));
        // With a second model at hand, what may not be retried goes on to that one.
        return !result.join().provenance().attempts().isEmpty()
                && empty.provider.requests.get(1).contains("second/model")
                && !name.equals("next model");
    }

    private static int retriesInAnOutage(int status, String body) {
        RetriesDocumentTest outage = new RetriesDocumentTest();
        return outage.drain(outage.analyzer(), status, body);
    }

    /** Lets calls fail until neither model is asked twice. {@return how many retries that took} */
    private int drain(OpenRouterTicketAnalyzer analyzer, int status, String body) {
        int retries = 0;
        int before;
        do {
            before = retries;
            provider.requests.clear();
            for (int call = 0; call < 8; call++) {
                provider.reply(status, body, Map.of());
            }
            CompletableFuture<AnalysisResult> result = analyzer.analyzeAsync(TICKET);
            time.advance(Duration.ofSeconds(50));
            assertThat(result).isDone();
            retries += provider.requests.size() - 2;
            provider.forgetTheRest();
        } while (retries > before);
        return retries;
    }

    private ScriptedExchange fault(String name) {
        return switch (name) {
            case "resend" -> provider.broken(new IOException("too many concurrent streams"));
            case "reconnect" -> provider.broken(new IOException("/127.0.0.1:1: GOAWAY received"));
            case "stale connection" -> provider.broken(new IOException("HTTP/1.1 header parser received no bytes"));
            case "retry" -> provider.reply(503, OUTAGE, Map.of());
            case "throttled retry" -> provider.reply(429, TOO_MANY, Map.of());
            case "re-ask" -> provider.answer("Sorry?");
            case "more room" -> provider.cutAnswer("{\"intent\":");
            case "negotiation" -> provider.error(400, "response_format is not supported");
            case "next model" -> provider.error(404, "no such model");
            default -> throw new IllegalArgumentException("There is no scenario for the row " + name);
        };
    }

    private OpenRouterTicketAnalyzer analyzer() {
        return OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-test")
                .httpClient(SharedClient.IDLE)
                .model("first/model")
                .fallbackModels("second/model")
                .circuitBreaker(1_000_000, Duration.ofSeconds(1))
                .scheduler(time)
                .exchange(provider)
                .random(() -> 1.0)
                .build();
    }
}

package io.github.supportops.copilot.examples;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.compose.Analyzers;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzerBuilder;
import java.time.Duration;

/**
 * How do I stay up when the provider is down? Without a key this asks a port where nobody listens, as in an outage, and the
 * local analyzer answers: {@code -Dexample=OpenRouterWithFallbackToLocal}.
 */
public final class OpenRouterWithFallbackToLocal {
    private static final String NOBODY_LISTENS = "http://127.0.0.1:9/api/v1";

    private OpenRouterWithFallbackToLocal() {}

    /** Prints who answered, and what was tried before. */
    public static void main(String[] arguments) {
        try (TicketAnalyzer analyzer = Analyzers.fallback(openRouter(), LocalTicketAnalyzer.create())) {
            AnalysisResult result =
                    analyzer.analyze(Ticket.of("TCK-001", "Please cancel my plan, I found a better one."));

            System.out.println(analyzer);
            System.out.println("Answered by: " + result.provenance().analyzer());
            result.provenance().attempts().forEach(attempt -> System.out.println("Tried: " + attempt));
            System.out.println("Churn risk: " + result.analysis().churnRisk());
        }
    }

    private static TicketAnalyzer openRouter() {
        OpenRouterTicketAnalyzerBuilder builder = OpenRouterTicketAnalyzer.builder()
                .model("openai/gpt-4o-mini")
                .maxRetries(1)
                .deadline(Duration.ofSeconds(20));
        String key = System.getenv("OPENROUTER_API_KEY");
        return key == null || key.isBlank()
                ? builder.baseUrl(NOBODY_LISTENS).build()
                : builder.apiKey(key).build();
    }
}

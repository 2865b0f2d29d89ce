package io.github.supportops.copilot.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.prompt.Prompt;
import io.github.supportops.copilot.prompt.PromptRequest;
import io.github.supportops.copilot.prompt.PromptTemplate;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What somebody writes without a library: the same request with Jackson, {@code sendAsync}, the same six fields with
 * Jackson. No check, no retry, no deadline, no ledger.
 */
final class BareLoop {
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final String system;
    private final JsonNode schema;

    BareLoop(String baseUrl) throws JsonProcessingException {
        AnalysisSchema standard = AnalysisSchema.standard();
        Prompt prompt = PromptTemplate.standard().render(new PromptRequest(Ticket.of("x", "x"), standard, "00"));
        this.address = URI.create(baseUrl + "/chat/completions");
        this.system = prompt.messages().get(0).content();
        this.schema = mapper.readTree(standard.jsonSchema());
    }

    CompletableFuture<TicketAnalysis> analyze(Ticket ticket) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer sk-test")
                .POST(HttpRequest.BodyPublishers.ofString(body(ticket)))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> read(response.body()));
    }

    private String body(Ticket ticket) {
        try {
            return mapper.writeValueAsString(Map.of(
                    "model",
                    "openai/gpt-4o-mini",
                    "messages",
                    List.of(
                            Map.of("role", "system", "content", system),
                            Map.of("role", "user", "content", "Triage this ticket:\n" + ticket.message())),
                    "response_format",
                    Map.of(
                            "type",
                            "json_schema",
                            "json_schema",
                            Map.of("name", "ticket_triage", "strict", true, "schema", schema)),
                    "max_tokens",
                    1_200,
                    "temperature",
                    0));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private TicketAnalysis read(String body) {
        try {
            String content =
                    mapper.readTree(body).at("/choices/0/message/content").textValue();
            JsonNode answer = mapper.readTree(content);
            return new TicketAnalysis(
                    Intent.valueOf(upper(answer, "intent")),
                    Urgency.valueOf(upper(answer, "urgency")),
                    Sentiment.valueOf(upper(answer, "sentiment")),
                    answer.get("escalation_required").booleanValue(),
                    ChurnRisk.valueOf(upper(answer, "churn_risk")),
                    answer.get("suggested_response").textValue());
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String upper(JsonNode answer, String field) {
        return answer.get(field).textValue().toUpperCase(Locale.ROOT);
    }
}

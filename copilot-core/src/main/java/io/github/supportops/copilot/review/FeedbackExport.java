package io.github.supportops.copilot.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.internal.json.Json;
import io.github.supportops.copilot.internal.json.LoneSurrogates;
import io.github.supportops.copilot.prompt.ExamplePrompt;
import io.github.supportops.copilot.prompt.PromptExample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands feedback on, for measuring and for teaching. As JSON Lines it is one object a line with {@code ticket}, {@code
 * analysis} (what a person stands behind), {@code decision}, {@code by}, {@code at}, {@code reason}, {@code changed} (the fields that were corrected), {@code
 * model}, {@code prompt} and {@code said} (what the analyzer had said, as {@link AnalysisJson#writeDetailed} writes it).
 * Lone halves of characters are written as escapes, so the text can be stored in any encoding of Unicode.
 */
public final class FeedbackExport {
    private FeedbackExport() {}

    /**
     * Writes what {@code copilot evaluate} reads as labelled tickets: approved and corrected tickets, none that was
     * dismissed.
     *
     * @return how many lines were written
     * @throws IOException if writing failed
     */
    public static long labelledTickets(FeedbackLog log, Appendable out) throws IOException {
        return write(log, out, false);
    }

    /**
     * Writes every decision; the {@code analysis} of a dismissed ticket is null.
     *
     * @return how many lines were written
     * @throws IOException if writing failed
     */
    public static long everything(FeedbackLog log, Appendable out) throws IOException {
        return write(log, out, true);
    }

    /**
     * Examples for a prompt, see {@code ExamplePrompt}: approved and corrected tickets of at most 2,000 characters, none
     * that was dismissed; the intents take turns, corrections come before approvals and new ones before old ones. Of
     * several decisions about a ticket the last one counts.
     *
     * @param most how many to choose
     * @throws IllegalArgumentException if not within 1 and {@value ExamplePrompt#MOST_EXAMPLES}
     */
    public static List<PromptExample> examples(FeedbackLog log, int most) {
        if (most < 1 || most > ExamplePrompt.MOST_EXAMPLES) {
            throw new IllegalArgumentException(
                    "most must be within 1 and " + ExamplePrompt.MOST_EXAMPLES + ": " + most);
        }
        ExampleChoice choice = new ExampleChoice(most);
        log.forEach(choice::see);
        return choice.chosen();
    }

    /** {@return one entry as one line of JSON, without the line end} */
    public static String line(FeedbackEntry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", entry.id());
        fields.put("ticket", tree(AnalysisJson.writeTicket(entry.ticket())));
        fields.put("analysis", entry.settled().map(FeedbackExport::analysis).orElse(null));
        fields.put("decision", entry.decision().kind().wireName());
        fields.put("by", entry.decision().by());
        fields.put("at", entry.decision().at().toString());
        fields.put("reason", entry.decision().reason().orElse(null));
        fields.put(
                "changed",
                entry.changedFields().stream().map(AnalysisField::wireName).toList());
        JsonNode said = tree(AnalysisJson.writeDetailed(entry.said()));
        fields.put("model", entry.model().orElse(null));
        fields.put("prompt", said.path("provenance").get("prompt"));
        fields.put("said", said);
        return LoneSurrogates.escaped(Json.write(fields));
    }

    private static long write(FeedbackLog log, Appendable out, boolean dismissedToo) throws IOException {
        long[] lines = {0};
        try {
            log.forEach(entry -> {
                if (dismissedToo || entry.settled().isPresent()) {
                    append(out, line(entry));
                    lines[0]++;
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        return lines[0];
    }

    private static void append(Appendable out, String line) {
        try {
            out.append(line).append('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The six fields as every other place writes them, taken from the JSON of a result. */
    static JsonNode analysis(TicketAnalysis analysis) {
        AnalysisResult result = AnalysisResult.builder(
                        "person", analysis, Provenance.builder("person").build())
                .build();
        return tree(AnalysisJson.write(result)).path("analysis");
    }

    private static JsonNode tree(String json) {
        try {
            return Json.read(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What this library wrote can be read again", impossible);
        }
    }
}

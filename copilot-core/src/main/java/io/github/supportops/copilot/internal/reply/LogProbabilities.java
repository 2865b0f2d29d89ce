package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.TicketAnalysis;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confidence from the probabilities of the tokens that spell a label: their product, which is the probability the model
 * gave to writing exactly this label there. A field whose label cannot be found among the tokens, or stands there twice, as
 * in a draft and in the answer, stays absent.
 */
public final class LogProbabilities {
    private LogProbabilities() {}

    /** Reads {@code choices[0].logprobs.content}; null means that none were sent. */
    public static Confidence confidence(@Nullable JsonNode tokens, TicketAnalysis analysis) {
        if (tokens == null || tokens.isEmpty()) {
            return Confidence.none();
        }
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.path("token").asText("")));
        Map<AnalysisField, Double> measured = new EnumMap<>(AnalysisField.class);
        for (AnalysisField field : AnalysisField.values()) {
            if (field != AnalysisField.SUGGESTED_RESPONSE) {
                measure(field, analysis, text, tokens, measured);
            }
        }
        return Confidence.of(measured);
    }

    private static void measure(
            AnalysisField field,
            TicketAnalysis analysis,
            StringBuilder text,
            JsonNode tokens,
            Map<AnalysisField, Double> measured) {
        Pattern member = Pattern.compile(
                "\"" + field.wireName() + "\"\\s*:\\s*\"?(" + Pattern.quote(analysis.wireValue(field)) + ")\\b");
        Matcher found = member.matcher(text);
        if (found.find()) {
            double probability = probability(tokens, found.start(1), found.end(1));
            boolean elsewhereToo = found.find();
            if (!elsewhereToo && probability >= 0 && probability <= 1) {
                measured.put(field, probability);
            }
        }
    }

    /** Of all tokens that overlap the span; NaN when a token lacks its probability. */
    private static double probability(JsonNode tokens, int start, int end) {
        double sum = 0;
        int at = 0;
        for (JsonNode token : tokens) {
            int length = token.path("token").asText("").length();
            if (at < end && at + length > start) {
                JsonNode logProbability = token.path("logprob");
                if (!logProbability.isNumber()) {
                    return Double.NaN;
                }
                sum += logProbability.doubleValue();
            }
            at += length;
        }
        return Math.exp(Math.min(0, sum));
    }
}

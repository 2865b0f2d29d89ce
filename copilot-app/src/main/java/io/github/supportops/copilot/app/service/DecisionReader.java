package io.github.supportops.copilot.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.review.ReviewDecision;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a decision from a request; whatever is wrong with it is named by field. */
final class DecisionReader {
    private static final int LONGEST_REPLY = 20_000;

    private final JsonNode body;

    DecisionReader(JsonNode body) {
        this.body = body;
    }

    /** {@return the version the person looked at} */
    long version() {
        JsonNode version = body.path("version");
        if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 1) {
            throw wrong("version", "must be the version of the review that was looked at");
        }
        return version.longValue();
    }

    ReviewDecision decision() {
        ReviewDecision.Kind kind = label(body, "decision", "decision", ReviewDecision.Kind::of);
        String by = text(body, "by", "by", ReviewDecision.LONGEST_BY);
        ReviewDecision decision = switch (kind) {
            case APPROVE -> ReviewDecision.approve(by);
            case CORRECT -> ReviewDecision.correct(by, analysis());
            case DISMISS -> ReviewDecision.dismiss(by);
        };
        String why = why();
        return why == null ? decision : decision.because(why);
    }

    private @Nullable String why() {
        JsonNode why = body.path("why");
        boolean absent = why.isMissingNode()
                || why.isNull()
                || (why.isTextual() && why.textValue().isBlank());
        return absent ? null : text(body, "why", "why", ReviewDecision.LONGEST_WHY);
    }

    private TicketAnalysis analysis() {
        JsonNode analysis = body.path("analysis");
        if (!analysis.isObject()) {
            throw wrong("analysis", "must be the right analysis, all six fields");
        }
        JsonNode escalation = analysis.path("escalation_required");
        if (!escalation.isBoolean()) {
            throw wrong("analysis.escalation_required", "must be true or false");
        }
        return new TicketAnalysis(
                label(analysis, "intent", "analysis.intent", Intent::of),
                label(analysis, "urgency", "analysis.urgency", Urgency::of),
                label(analysis, "sentiment", "analysis.sentiment", Sentiment::of),
                escalation.booleanValue(),
                label(analysis, "churn_risk", "analysis.churn_risk", ChurnRisk::of),
                text(analysis, "suggested_response", "analysis.suggested_response", LONGEST_REPLY));
    }

    private static <T> T label(JsonNode object, String name, String path, Function<String, T> reader) {
        JsonNode value = object.path(name);
        try {
            return reader.apply(value.isTextual() ? value.textValue() : "");
        } catch (IllegalArgumentException unknown) {
            throw wrong(path, "must be one of the allowed names: " + unknown.getMessage());
        }
    }

    private static String text(JsonNode object, String name, String path, int longest) {
        JsonNode value = object.path(name);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > longest) {
            throw wrong(path, "must be a text of 1 to " + longest + " characters");
        }
        return value.textValue();
    }

    private static ProblemException wrong(String field, String problem) {
        return new ProblemException(ProblemType.INVALID_DECISION, field + " " + problem).field(field, problem);
    }
}

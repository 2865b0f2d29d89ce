package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.TokenUsage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a row's outcome as one line of JSON, whole: {@link OutcomeReader} gives back an equal one. */
final class OutcomeWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private OutcomeWriter(JsonGenerator json) {
        this.json = json;
    }

    static String write(RowOutcome outcome) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            new OutcomeWriter(json).outcome(outcome);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing into memory does not fail", impossible);
        }
        return text.toString();
    }

    private void outcome(RowOutcome outcome) throws IOException {
        json.writeStartObject();
        if (outcome.result() != null) {
            result(outcome.result());
        } else {
            text("error_kind", Optional.ofNullable(outcome.errorKind()).map(FailureKind::wireName));
            text("error", Optional.ofNullable(outcome.error()));
            json.writeNumberField("calls", outcome.calls());
            usage(outcome.usage());
        }
        json.writeEndObject();
    }

    private void result(AnalysisResult result) throws IOException {
        json.writeStringField("ticket_id", result.ticketId());
        json.writeObjectFieldStart("analysis");
        for (AnalysisField field : AnalysisField.values()) {
            json.writeStringField(field.wireName(), result.analysis().wireValue(field));
        }
        json.writeEndObject();
        if (!result.confidence().measured().isEmpty()) {
            json.writeObjectFieldStart("confidence");
            for (Map.Entry<AnalysisField, Double> entry :
                    result.confidence().measured().entrySet()) {
                json.writeNumberField(entry.getKey().wireName(), entry.getValue());
            }
            json.writeEndObject();
        }
        explanation(result.explanation());
        provenance(result.provenance());
        review(result.reviewReasons());
    }

    private void explanation(Explanation explanation) throws IOException {
        if (!explanation.isEmpty()) {
            json.writeObjectFieldStart("explanation");
            text("rationale", explanation.rationale());
            texts("evidence", explanation.evidence());
            text("language", explanation.language());
            texts("tags", explanation.tags());
            json.writeEndObject();
        }
    }

    private void provenance(Provenance provenance) throws IOException {
        json.writeObjectFieldStart("provenance");
        json.writeStringField("analyzer", provenance.analyzer());
        text("model", provenance.model());
        if (provenance.prompt().isPresent()) {
            PromptIdentity prompt = provenance.prompt().get();
            texts("prompt", List.of(prompt.id(), prompt.version(), prompt.hash()));
        }
        text("schema_version", provenance.schemaVersion());
        texts("repairs", provenance.repairs());
        json.writeStringField("duration", provenance.duration().toString());
        if (!provenance.versions().isEmpty()) {
            json.writeObjectFieldStart("versions");
            for (Map.Entry<String, String> version : provenance.versions().entrySet()) {
                json.writeStringField(version.getKey(), version.getValue());
            }
            json.writeEndObject();
        }
        json.writeArrayFieldStart("attempts");
        for (Attempt attempt : provenance.attempts()) {
            attempt(attempt);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void attempt(Attempt attempt) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", attempt.number());
        json.writeStringField("model", attempt.model());
        json.writeStringField("outcome", attempt.outcome().wireName());
        text("failure", attempt.failure().map(FailureKind::wireName));
        if (attempt.status().isPresent()) {
            json.writeNumberField("status", attempt.status().getAsInt());
        }
        json.writeStringField("detail", attempt.detail());
        usage(attempt.usage());
        json.writeStringField("duration", attempt.duration().toString());
        json.writeBooleanField("possibly_billed", attempt.possiblyBilled());
        text("response_id", attempt.responseId());
        text("answered_by", attempt.answeredBy());
        texts("repairs", attempt.repairs());
        json.writeEndObject();
    }

    private void usage(TokenUsage usage) throws IOException {
        json.writeArrayFieldStart("usage");
        json.writeNumber(usage.promptTokens());
        json.writeNumber(usage.completionTokens());
        json.writeNumber(usage.cachedTokens());
        json.writeNumber(usage.reasoningTokens());
        if (usage.cost().isPresent()) {
            json.writeString(usage.cost().get().toString());
        }
        json.writeEndArray();
    }

    private void review(List<ReviewReason> reasons) throws IOException {
        if (!reasons.isEmpty()) {
            json.writeArrayFieldStart("review");
            for (ReviewReason reason : reasons) {
                json.writeStartObject();
                json.writeStringField("kind", reason.kind().wireName());
                json.writeStringField("detail", reason.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private void texts(String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }
}

package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Urgency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A value of a triage that can be written to a custom field. */
public enum TriageValue {
    /** See {@link Intent}. */
    INTENT(field(AnalysisField.INTENT), List.of()),
    /** See {@link Urgency}; has an order. */
    URGENCY(
            field(AnalysisField.URGENCY),
            Stream.of(Urgency.values()).map(Urgency::wireName).toList()),
    /** See {@link Sentiment}. */
    SENTIMENT(field(AnalysisField.SENTIMENT), List.of()),
    /** {@code true} or {@code false}; has an order. */
    ESCALATION_REQUIRED(field(AnalysisField.ESCALATION_REQUIRED), List.of("false", "true")),
    /** See {@link ChurnRisk}; has an order. */
    CHURN_RISK(
            field(AnalysisField.CHURN_RISK),
            Stream.of(ChurnRisk.values()).map(ChurnRisk::wireName).toList()),
    /** The reply draft. */
    SUGGESTED_RESPONSE(field(AnalysisField.SUGGESTED_RESPONSE), List.of()),
    /** The lowest measured confidence, with two decimals; absent when nothing was measured. */
    CONFIDENCE(
            result -> result.confidence().lowest().isPresent()
                    ? Optional.of(String.format(
                            Locale.ROOT, "%.2f", result.confidence().lowest().getAsDouble()))
                    : Optional.empty(),
            List.of()),
    /** The model that answered; absent when none did. */
    MODEL(result -> result.provenance().model(), List.of()),
    /** Prompt id, version and hash; absent when no prompt was used. */
    PROMPT(result -> result.provenance().prompt().map(TriageValue::shortForm), List.of());

    private final Function<AnalysisResult, Optional<String>> reader;
    private final List<String> ascending;

    TriageValue(Function<AnalysisResult, Optional<String>> reader, List<String> ascending) {
        this.reader = reader;
        this.ascending = ascending;
    }

    /** {@return the name used in settings, in lower_snake_case} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether its values have an order, so that {@link WritePolicy#RAISE_ONLY} means something} */
    public boolean hasOrder() {
        return !ascending.isEmpty();
    }

    /** {@return the value of a result as text} */
    public Optional<String> of(AnalysisResult result) {
        return reader.apply(result);
    }

    /** {@return the values it can have; empty when any text is possible} */
    public List<String> possibleValues() {
        return switch (this) {
            case INTENT -> names(Intent.values());
            case SENTIMENT -> names(Sentiment.values());
            default -> ascending;
        };
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Function<AnalysisResult, Optional<String>> field(AnalysisField field) {
        return result -> Optional.of(String.valueOf(result.analysis().wireValue(field)));
    }

    private static String shortForm(PromptIdentity prompt) {
        return prompt.id() + "@" + prompt.version() + " " + prompt.hash();
    }
}

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
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A value of a triage that can be written to a custom field. */
public enum TriageValue {
    /** See {@link Intent}. */
    INTENT,
    /** See {@link Urgency}; has an order. */
    URGENCY,
    /** See {@link Sentiment}. */
    SENTIMENT,
    /** {@code true} or {@code false}; has an order. */
    ESCALATION_REQUIRED,
    /** See {@link ChurnRisk}; has an order. */
    CHURN_RISK,
    /** The reply draft. */
    SUGGESTED_RESPONSE,
    /** The lowest measured confidence, with two decimals; absent when nothing was measured. */
    CONFIDENCE,
    /** The model that answered; absent when none did. */
    MODEL,
    /** Prompt id, version and hash; absent when no prompt was used. */
    PROMPT;

    /** {@return the name used in settings, in lower_snake_case} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether its values have an order, so that {@link WritePolicy#RAISE_ONLY} means something} */
    public boolean hasOrder() {
        return this == URGENCY || this == ESCALATION_REQUIRED || this == CHURN_RISK;
    }

    /** {@return the value of a result as text} */
    public Optional<String> of(AnalysisResult result) {
        return switch (this) {
            case CONFIDENCE -> twoDecimals(result.confidence().lowest());
            case MODEL -> result.provenance().model();
            case PROMPT -> result.provenance().prompt().map(TriageValue::shortForm);
            default -> Optional.of(result.analysis().wireValue(AnalysisField.valueOf(name())));
        };
    }

    /** {@return the values it can have, in their order where they have one; empty when any text is possible} */
    public List<String> possibleValues() {
        return switch (this) {
            case INTENT -> Stream.of(Intent.values()).map(Intent::wireName).toList();
            case URGENCY -> Stream.of(Urgency.values()).map(Urgency::wireName).toList();
            case SENTIMENT ->
                Stream.of(Sentiment.values()).map(Sentiment::wireName).toList();
            case ESCALATION_REQUIRED -> List.of("false", "true");
            case CHURN_RISK ->
                Stream.of(ChurnRisk.values()).map(ChurnRisk::wireName).toList();
            default -> List.of();
        };
    }

    private static Optional<String> twoDecimals(OptionalDouble confidence) {
        return confidence.isPresent()
                ? Optional.of(String.format(Locale.ROOT, "%.2f", confidence.getAsDouble()))
                : Optional.empty();
    }

    private static String shortForm(PromptIdentity prompt) {
        return prompt.id() + "@" + prompt.version() + " " + prompt.hash();
    }
}

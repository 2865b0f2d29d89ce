package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A column that an output has on request, behind the six of the analysis. Empty where nothing is known. */
public enum OutputColumn {
    /** The smallest confidence of any field. */
    CONFIDENCE(result -> number(result.confidence().lowest())),
    /** How sure the analyzer is of the intent. */
    CONFIDENCE_INTENT(result -> confidence(result, AnalysisField.INTENT)),
    /** How sure the analyzer is of the urgency. */
    CONFIDENCE_URGENCY(result -> confidence(result, AnalysisField.URGENCY)),
    /** How sure the analyzer is of the sentiment. */
    CONFIDENCE_SENTIMENT(result -> confidence(result, AnalysisField.SENTIMENT)),
    /** How sure the analyzer is of the escalation. */
    CONFIDENCE_ESCALATION_REQUIRED(result -> confidence(result, AnalysisField.ESCALATION_REQUIRED)),
    /** How sure the analyzer is of the churn risk. */
    CONFIDENCE_CHURN_RISK(result -> confidence(result, AnalysisField.CHURN_RISK)),
    /** The reason in one sentence. */
    RATIONALE(result -> result.explanation().rationale().orElse("")),
    /** Passages of the ticket that carried the decision, separated by bars. */
    EVIDENCE(result -> String.join(" | ", result.explanation().evidence())),
    /** The language the ticket is in. */
    DETECTED_LANGUAGE(result -> result.explanation().language().orElse("")),
    /** Tags of the user's taxonomy, separated by commas. */
    TAGS(result -> String.join(", ", result.explanation().tags())),
    /** Why a person should look, separated by commas; empty when nobody needs to. */
    REVIEW(result -> result.reviewReasons().stream()
            .map(reason -> reason.kind().wireName())
            .collect(Collectors.joining(", "))),
    /** Which analyzer made the result. */
    ANALYZER(result -> result.provenance().analyzer()),
    /** Which model answered. */
    MODEL(result -> result.provenance().model().orElse("")),
    /** Which prompt was used: its name, version and hash. */
    PROMPT(result -> result.provenance()
            .prompt()
            .map(prompt -> prompt.id() + " " + prompt.version() + " " + prompt.hash())
            .orElse("")),
    /** How many calls were made for it. */
    CALLS(result -> Integer.toString(result.provenance().attempts().size())),
    /** Tokens sent and received in all its calls. */
    TOKENS(result -> Long.toString(result.provenance().usage().totalTokens())),
    /** What all its calls cost in US dollars. */
    COST_USD(OutputColumn::cost),
    /** How long it took, in milliseconds. */
    DURATION_MS(result -> Long.toString(result.provenance().duration().toMillis()));

    @SuppressWarnings("ImmutableEnumChecker") // Only method references without state.
    private final Function<AnalysisResult, String> value;

    OutputColumn(Function<AnalysisResult, String> value) {
        this.value = value;
    }

    /** {@return the name of the column, in lower_snake_case} */
    public String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a name as given by {@link #columnName()}.
     *
     * @throws IllegalArgumentException if it is none of them, which the message lists
     */
    public static OutputColumn of(String columnName) {
        return Arrays.stream(values())
                .filter(column -> column.columnName().equals(columnName))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("column must be one of "
                        + Arrays.stream(values()).map(OutputColumn::columnName).collect(Collectors.joining(", "))));
    }

    String value(AnalysisResult result) {
        return value.apply(result);
    }

    private static String confidence(AnalysisResult result, AnalysisField field) {
        return number(result.confidence().of(field));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? BigDecimal.valueOf(value.getAsDouble()).toPlainString() : "";
    }

    private static String cost(AnalysisResult result) {
        Provenance provenance = result.provenance();
        return provenance.usage().cost().map(BigDecimal::toPlainString).orElse("");
    }
}

package io.github.supportops.copilot.review;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.Confidence;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The confidence that is wanted, field by field; a field without a threshold is always good enough. Immutable. */
public final class Thresholds {
    private static final Thresholds NONE = new Thresholds(new EnumMap<>(AnalysisField.class));

    private final Map<AnalysisField, Double> values;

    private Thresholds(EnumMap<AnalysisField, Double> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** {@return thresholds that everything meets} */
    public static Thresholds none() {
        return NONE;
    }

    /**
     * One threshold for the five labels; none for the suggested response, whose confidence nobody measures.
     *
     * @throws IllegalArgumentException if not within 0 and 1
     */
    public static Thresholds ofLabels(double threshold) {
        Thresholds all = NONE;
        for (AnalysisField field : AnalysisField.values()) {
            if (field != AnalysisField.SUGGESTED_RESPONSE) {
                all = all.with(field, threshold);
            }
        }
        return all;
    }

    /**
     * These thresholds with that of one field replaced.
     *
     * @throws IllegalArgumentException if not within 0 and 1
     */
    public Thresholds with(AnalysisField field, double threshold) {
        Objects.requireNonNull(field, "field");
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "The threshold of " + field.wireName() + " must be within 0 and 1: " + threshold);
        }
        EnumMap<AnalysisField, Double> changed = new EnumMap<>(AnalysisField.class);
        changed.putAll(values);
        changed.put(field, threshold);
        return new Thresholds(changed);
    }

    /** {@return these thresholds with none for the given field} */
    public Thresholds without(AnalysisField field) {
        EnumMap<AnalysisField, Double> changed = new EnumMap<>(AnalysisField.class);
        changed.putAll(values);
        changed.remove(Objects.requireNonNull(field, "field"));
        return new Thresholds(changed);
    }

    /** {@return the threshold of a field, absent when it has none} */
    public OptionalDouble of(AnalysisField field) {
        Double value = values.get(field);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** {@return the fields whose confidence is below their threshold or absent, in their usual order} */
    public List<AnalysisField> missedBy(Confidence confidence) {
        return values.entrySet().stream()
                .filter(entry -> confidence.of(entry.getKey()).orElse(-1) < entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Thresholds that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@return for example {@code 0.60} where all labels have the same, otherwise each field with its own} */
    @Override
    public String toString() {
        if (values.size() == AnalysisField.values().length - 1
                && !values.containsKey(AnalysisField.SUGGESTED_RESPONSE)
                && values.values().stream().distinct().count() == 1) {
            return number(values.values().iterator().next());
        }
        return values.entrySet().stream()
                .map(entry -> entry.getKey().wireName() + "=" + number(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}

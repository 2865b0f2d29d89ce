package io.github.supportops.copilot;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How sure an analyzer is of each field, 0 to 1. A field that was not measured is absent: there is no made-up number
 * here. Immutable.
 */
public final class Confidence {
    private static final Confidence NONE = new Confidence(new EnumMap<>(AnalysisField.class));

    private final Map<AnalysisField, Double> values;

    private Confidence(EnumMap<AnalysisField, Double> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** {@return confidence of which nothing was measured} */
    public static Confidence none() {
        return NONE;
    }

    /**
     * Confidence of the given fields; the others are absent.
     *
     * @throws IllegalArgumentException if a value is not within 0 and 1
     */
    public static Confidence of(Map<AnalysisField, Double> values) {
        EnumMap<AnalysisField, Double> copy = new EnumMap<>(AnalysisField.class);
        values.forEach((field, value) -> copy.put(field, requireProbability(field, value)));
        return copy.isEmpty() ? NONE : new Confidence(copy);
    }

    /** {@return the confidence of a field, absent when it was not measured} */
    public OptionalDouble of(AnalysisField field) {
        Double value = values.get(field);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** {@return the measured fields, in the order of {@link AnalysisField}} */
    public Map<AnalysisField, Double> measured() {
        return values;
    }

    /** {@return the smallest measured value, absent when nothing was measured} */
    public OptionalDouble lowest() {
        return values.values().stream().mapToDouble(Double::doubleValue).min();
    }

    private static double requireProbability(AnalysisField field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "Confidence of " + field.wireName() + " must be within 0 and 1: " + value);
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Confidence that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "Confidence" + values;
    }
}

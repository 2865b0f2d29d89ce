package io.github.supportops.copilot.eval;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A requirement on a report, such as {@code intent.macro_f1>=0.80}. Immutable.
 *
 * <p>Left of {@code >=}, {@code <=}, {@code >} or {@code <} stands one of
 *
 * <ul>
 *   <li>{@code FIELD.accuracy}, {@code FIELD.macro_f1}, {@code FIELD.ece}, {@code FIELD.confident_half_accuracy}, {@code
 *       FIELD.coverage_at_80}, {@code FIELD.coverage_at_90}, {@code FIELD.coverage_at_95};
 *   <li>{@code FIELD.CLASS.precision}, {@code FIELD.CLASS.recall}, {@code FIELD.CLASS.f1};
 *   <li>{@code failure_rate}, {@code review_rate}, {@code latency_p50_ms}, {@code latency_p95_ms}, {@code cost_usd}.
 * </ul>
 */
public final class Gate {
    private final String metric;
    private final Relation relation;
    private final double bound;

    private Gate(String metric, Relation relation, double bound) {
        this.metric = metric;
        this.relation = relation;
        this.bound = bound;
    }

    /**
     * Reads a requirement.
     *
     * @throws IllegalArgumentException if there is no relation, no number or no such metric; the message says what there is
     */
    public static Gate parse(String expression) {
        Objects.requireNonNull(expression, "expression");
        for (Relation relation : Relation.values()) {
            int at = expression.indexOf(relation.sign);
            if (at > 0) {
                String metric = expression.substring(0, at).strip();
                Metrics.requireKnown(metric);
                return new Gate(metric, relation, number(expression.substring(at + relation.sign.length())));
            }
        }
        throw new IllegalArgumentException(
                "A requirement needs one of >=, <=, >, < and a number, as in intent.macro_f1>=0.80: " + expression);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("A requirement must end in a number: " + text.strip(), wrong);
        }
    }

    /** {@return whether the report meets the requirement; what was not measured does not meet it} */
    public Result check(EvaluationReport report) {
        OptionalDouble actual = Metrics.of(report, metric);
        return new Result(this, actual, actual.isPresent() && relation.holds(actual.getAsDouble(), bound));
    }

    @Override
    public String toString() {
        return metric + relation.sign + bound;
    }

    /**
     * What came of a requirement.
     *
     * @param gate the requirement
     * @param actual the value, absent when it was not measured
     * @param passed whether it is met
     */
    public record Result(Gate gate, OptionalDouble actual, boolean passed) {
        @Override
        public String toString() {
            String value = actual.isPresent()
                    ? String.format(Locale.ROOT, "is %.4f", actual.getAsDouble())
                    : "was not measured";
            return (passed ? "passed: " : "FAILED: ") + gate + ", " + value;
        }
    }

    private enum Relation {
        AT_LEAST(">="),
        AT_MOST("<="),
        MORE(">"),
        LESS("<");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        private boolean holds(double actual, double bound) {
            return switch (this) {
                case AT_LEAST -> actual >= bound;
                case AT_MOST -> actual <= bound;
                case MORE -> actual > bound;
                case LESS -> actual < bound;
            };
        }
    }
}

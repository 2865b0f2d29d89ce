package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The numbers of a report by name. */
final class Metrics {
    private static final Map<String, Function<FieldReport, OptionalDouble>> OF_FIELD = Map.of(
            "accuracy", report -> OptionalDouble.of(report.accuracy().value()),
            "macro_f1", report -> OptionalDouble.of(report.macroF1().value()),
            "ece", report -> confidence(report, ConfidenceReport::expectedCalibrationError),
            "confident_half_accuracy", report -> confidence(report, ConfidenceReport::confidentHalfAccuracy),
            "coverage_at_80", report -> coverage(report, 0),
            "coverage_at_90", report -> coverage(report, 1),
            "coverage_at_95", report -> coverage(report, 2));

    private static final Map<String, ToDoubleFunction<ClassReport>> OF_CLASS =
            Map.of("precision", ClassReport::precision, "recall", ClassReport::recall, "f1", ClassReport::f1);

    private static final Map<String, Function<Totals, OptionalDouble>> OF_RUN = Map.of(
            "failure_rate", totals -> share(totals.tickets() - totals.answered(), totals.tickets()),
            "review_rate", totals -> share(totals.reviewed(), totals.answered()),
            "latency_p50_ms", totals -> OptionalDouble.of(totals.medianLatency().toNanos() / 1e6),
            "latency_p95_ms", totals -> OptionalDouble.of(totals.latency95().toNanos() / 1e6),
            "cost_usd",
                    totals -> OptionalDouble.of(
                            totals.usage().cost().orElse(BigDecimal.ZERO).doubleValue()));

    private Metrics() {}

    static void requireKnown(String metric) {
        List<String> parts = List.of(metric.split("\\.", -1));
        boolean known = switch (parts.size()) {
            case 1 -> OF_RUN.containsKey(metric);
            case 2 -> isField(parts.get(0)) && OF_FIELD.containsKey(parts.get(1));
            case 3 -> isField(parts.get(0)) && OF_CLASS.containsKey(parts.get(2));
            default -> false;
        };
        if (!known) {
            throw new IllegalArgumentException("There is no metric " + metric + "; there are FIELD.accuracy,"
                    + " FIELD.macro_f1, FIELD.ece, FIELD.confident_half_accuracy, FIELD.coverage_at_80, _90 and _95,"
                    + " FIELD.CLASS.precision, .recall and .f1, failure_rate, review_rate, latency_p50_ms,"
                    + " latency_p95_ms and cost_usd, where FIELD is one of "
                    + String.join(
                            ", ",
                            FieldLabels.fields().stream()
                                    .map(AnalysisField::wireName)
                                    .toList()));
        }
    }

    static OptionalDouble of(EvaluationReport report, String metric) {
        String[] parts = metric.split("\\.", -1);
        if (parts.length == 1) {
            return required(OF_RUN, metric).apply(report.totals());
        }
        Optional<FieldReport> field = report.field(AnalysisField.of(parts[0]));
        if (field.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (parts.length == 2) {
            return required(OF_FIELD, parts[1]).apply(field.get());
        }
        return field.get().classes().stream()
                .filter(found -> found.label().equals(parts[1]) && found.support() > 0)
                .mapToDouble(required(OF_CLASS, parts[2]))
                .findFirst();
    }

    private static <T> T required(Map<String, T> named, String name) {
        T found = named.get(name);
        if (found == null) {
            throw new IllegalArgumentException("There is no metric " + name);
        }
        return found;
    }

    private static boolean isField(String name) {
        return FieldLabels.fields().stream().anyMatch(field -> field.wireName().equals(name));
    }

    private static OptionalDouble confidence(FieldReport report, ToDoubleFunction<ConfidenceReport> value) {
        return report.confidence()
                .map(found -> OptionalDouble.of(value.applyAsDouble(found)))
                .orElseGet(OptionalDouble::empty);
    }

    private static OptionalDouble coverage(FieldReport report, int place) {
        return confidence(report, found -> found.coverage().get(place).share());
    }

    private static OptionalDouble share(int part, int whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}

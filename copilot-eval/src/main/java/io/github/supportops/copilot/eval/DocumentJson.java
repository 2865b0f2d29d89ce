package io.github.supportops.copilot.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.supportops.copilot.TokenUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a document as JSON: snake_case names, always in the same order, four digits after the point. */
final class DocumentJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DocumentJson() {}

    static String write(EvaluationDocument document) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("passed", document.passed());
        root.put(
                "requirements",
                document.gates().stream().map(DocumentJson::gate).toList());
        root.put(
                "reports", document.reports().stream().map(DocumentJson::report).toList());
        root.put(
                "comparisons",
                document.comparisons().stream().map(DocumentJson::comparison).toList());
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Plain values can always be written as JSON", impossible);
        }
    }

    private static Map<String, @Nullable Object> gate(Gate.Result result) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("requirement", result.gate().toString());
        fields.put(
                "actual", result.actual().isPresent() ? rounded(result.actual().getAsDouble()) : null);
        fields.put("passed", result.passed());
        return fields;
    }

    private static Map<String, @Nullable Object> report(EvaluationReport report) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", report.name());
        fields.put("totals", totals(report.totals()));
        Map<String, Object> byField = new LinkedHashMap<>();
        report.fields().forEach(field -> byField.put(field.field().wireName(), field(field)));
        fields.put("fields", byField);
        return fields;
    }

    private static Map<String, @Nullable Object> totals(Totals totals) {
        Map<String, Object> failures = new LinkedHashMap<>();
        totals.failures().forEach((kind, count) -> failures.put(kind.wireName(), count));
        TokenUsage usage = totals.usage();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("tickets", totals.tickets());
        fields.put("answered", totals.answered());
        fields.put("reviewed", totals.reviewed());
        fields.put("failures", failures);
        fields.put("answered_by", totals.answeredBy());
        fields.put("latency_p50_ms", rounded(totals.medianLatency().toNanos() / 1e6));
        fields.put("latency_p95_ms", rounded(totals.latency95().toNanos() / 1e6));
        fields.put("prompt_tokens", usage.promptTokens());
        fields.put("completion_tokens", usage.completionTokens());
        fields.put("cost_usd", usage.costUsd());
        return fields;
    }

    private static Map<String, @Nullable Object> field(FieldReport report) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("tickets", report.tickets());
        fields.put("accuracy", estimate(report.accuracy()));
        fields.put("macro_f1", estimate(report.macroF1()));
        fields.put(
                "classes", report.classes().stream().map(DocumentJson::oneClass).toList());
        fields.put("confusion", confusion(report.confusion()));
        fields.put(
                "confidence", report.confidence().map(DocumentJson::confidence).orElse(null));
        return fields;
    }

    private static Map<String, @Nullable Object> oneClass(ClassReport report) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("label", report.label());
        fields.put("support", report.support());
        fields.put("given", report.given());
        fields.put("precision", rounded(report.precision()));
        fields.put("recall", rounded(report.recall()));
        fields.put("f1", rounded(report.f1()));
        return fields;
    }

    private static Map<String, @Nullable Object> confusion(ConfusionMatrix matrix) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("classes", matrix.classes());
        fields.put("counts", matrix.counts());
        return fields;
    }

    private static Map<String, @Nullable Object> confidence(ConfidenceReport report) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("measured", report.measured());
        fields.put("ece", rounded(report.expectedCalibrationError()));
        fields.put("confident_half_accuracy", rounded(report.confidentHalfAccuracy()));
        fields.put("reliability", report.bins().stream().map(DocumentJson::bin).toList());
        fields.put(
                "coverage",
                report.coverage().stream().map(DocumentJson::coverage).toList());
        return fields;
    }

    private static List<Double> bin(ConfidenceReport.Bin bin) {
        return List.of(
                rounded(bin.from()),
                rounded(bin.to()),
                (double) bin.tickets(),
                rounded(bin.confidence()),
                rounded(bin.accuracy()));
    }

    private static Map<String, @Nullable Object> coverage(ConfidenceReport.Coverage coverage) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("precision", coverage.precision());
        fields.put("share", rounded(coverage.share()));
        fields.put("threshold", rounded(coverage.threshold()));
        return fields;
    }

    private static Map<String, @Nullable Object> comparison(Comparison comparison) {
        Map<String, @Nullable Object> byField = new LinkedHashMap<>();
        comparison.fields().forEach(field -> byField.put(field.field().wireName(), compared(field)));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("first", comparison.first());
        fields.put("second", comparison.second());
        fields.put("fields", byField);
        return fields;
    }

    private static Map<String, @Nullable Object> compared(Comparison.Field field) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("tickets", field.tickets());
        fields.put("first_accuracy", rounded(field.firstAccuracy()));
        fields.put("second_accuracy", rounded(field.secondAccuracy()));
        fields.put("difference", estimate(field.difference()));
        fields.put("only_first_right", field.onlyFirstRight());
        fields.put("only_second_right", field.onlySecondRight());
        fields.put("p_value", field.probability());
        return fields;
    }

    private static Map<String, @Nullable Object> estimate(Estimate estimate) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("value", rounded(estimate.value()));
        fields.put("low", rounded(estimate.low()));
        fields.put("high", rounded(estimate.high()));
        return fields;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}

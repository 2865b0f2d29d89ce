package io.github.supportops.copilot.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A document as tables of plain text. */
final class DocumentText {
    private final StringBuilder text = new StringBuilder();

    String write(EvaluationDocument document) {
        if (!document.gates().isEmpty()) {
            text.append("## Requirements\n\n");
            document.gates().forEach(gate -> text.append("- ").append(gate).append('\n'));
            text.append('\n');
        }
        document.reports().forEach(this::report);
        document.comparisons().forEach(this::comparison);
        return text.toString();
    }

    private void report(EvaluationReport report) {
        text.append("## ").append(report.name()).append("\n\n");
        totals(report.totals());
        TextTable table = new TextTable(
                "field", "tickets", "accuracy [95 %]", "macro-F1 [95 %]", "ECE", "surer half", "cover at 90 %");
        report.fields().forEach(field -> table.row(summary(field)));
        text.append(table.write());
        report.fields().forEach(this::field);
    }

    private void totals(Totals totals) {
        text.append(totals.answered())
                .append(" of ")
                .append(totals.tickets())
                .append(" tickets answered, ")
                .append(totals.reviewed())
                .append(" for review; latency ")
                .append(Numbers.milliseconds(totals.medianLatency()))
                .append(" (median), ")
                .append(Numbers.milliseconds(totals.latency95()))
                .append(" (95 %); ")
                .append(totals.usage().totalTokens())
                .append(" tokens, ")
                .append(totals.usage()
                        .cost()
                        .map(cost -> cost.toPlainString() + " USD")
                        .orElse("cost not reported"))
                .append('\n');
        if (!totals.failures().isEmpty()) {
            text.append("Failed: ")
                    .append(totals.failures().entrySet().stream()
                            .map(entry ->
                                    entry.getValue() + " " + entry.getKey().wireName())
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        text.append('\n');
    }

    private static List<String> summary(FieldReport field) {
        return List.of(
                field.field().wireName(),
                String.valueOf(field.tickets()),
                Numbers.percent(field.accuracy()),
                Numbers.percent(field.macroF1()),
                field.confidence()
                        .map(found -> Numbers.three(found.expectedCalibrationError()))
                        .orElse("-"),
                field.confidence()
                        .map(found -> Numbers.percent(found.confidentHalfAccuracy()))
                        .orElse("-"),
                field.confidence()
                        .map(found -> Numbers.percent(found.coverage().get(1).share()))
                        .orElse("-"));
    }

    private void field(FieldReport field) {
        text.append("### ").append(field.field().wireName()).append("\n\n");
        TextTable classes = new TextTable("class", "support", "given", "precision", "recall", "F1");
        field.classes()
                .forEach(found -> classes.row(
                        found.label(),
                        String.valueOf(found.support()),
                        String.valueOf(found.given()),
                        Numbers.three(found.precision()),
                        Numbers.three(found.recall()),
                        Numbers.three(found.f1())));
        text.append(classes.write()).append(confusion(field.confusion()));
        field.confidence().ifPresent(found -> text.append(reliability(found)));
    }

    private static String confusion(ConfusionMatrix matrix) {
        List<String> header = new ArrayList<>(List.of("right \\ given"));
        header.addAll(matrix.classes());
        header.add("no answer");
        TextTable table = new TextTable(header.toArray(String[]::new));
        for (int row = 0; row < matrix.classes().size(); row++) {
            List<String> cells = new ArrayList<>(List.of(matrix.classes().get(row)));
            matrix.counts().get(row).forEach(count -> cells.add(String.valueOf(count)));
            table.row(cells);
        }
        return table.write();
    }

    private static String reliability(ConfidenceReport report) {
        TextTable table = new TextTable("confidence", "tickets", "mean", "right");
        report.bins().stream()
                .filter(bin -> bin.tickets() > 0)
                .forEach(bin -> table.row(
                        Numbers.two(bin.from()) + "-" + Numbers.two(bin.to()),
                        String.valueOf(bin.tickets()),
                        Numbers.three(bin.confidence()),
                        Numbers.three(bin.accuracy())));
        return table.write();
    }

    private void comparison(Comparison comparison) {
        text.append("## ")
                .append(comparison.second())
                .append(" against ")
                .append(comparison.first())
                .append("\n\nDifference in percentage points with its 95 % interval; p of the exact McNemar test.\n\n");
        TextTable table =
                new TextTable("field", "tickets", "first", "second", "difference", "only first", "only second", "p");
        comparison
                .fields()
                .forEach(field -> table.row(
                        field.field().wireName(),
                        String.valueOf(field.tickets()),
                        Numbers.percent(field.firstAccuracy()),
                        Numbers.percent(field.secondAccuracy()),
                        Numbers.points(field.difference()),
                        String.valueOf(field.onlyFirstRight()),
                        String.valueOf(field.onlySecondRight()),
                        Numbers.probability(field.probability())));
        text.append(table.write());
    }
}

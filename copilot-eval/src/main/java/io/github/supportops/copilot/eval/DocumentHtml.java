package io.github.supportops.copilot.eval;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A document as one page without script and without anything fetched from elsewhere. */
final class DocumentHtml {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c1f23; --paper: #fff; --line: #d5d9de; --accent: 37,99,235; --bad: #b42318; --good: #1a7f37; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #14171a; --line: #3a4048; --accent: 96,165,250; --bad: #ff8a80; --good: #6fdd8b; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
            h1, h2, h3 { line-height: 1.2; overflow-wrap: anywhere; } .scroll { overflow-x: auto; }
            table { border-collapse: collapse; margin: .75rem 0 1.5rem; } caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
            th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: right; } th:first-child, td:first-child { text-align: left; }
            .failed { color: var(--bad); font-weight: 600; } .passed { color: var(--good); font-weight: 600; }
            """;

    private final Html page = new Html();

    String write(EvaluationDocument document) {
        page.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .markup(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .markup("<title>Quality of ticket analysis</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n")
                .markup("<h1>Quality of ticket analysis</h1>\n");
        gates(document.gates());
        document.reports().forEach(this::report);
        document.comparisons().forEach(this::comparison);
        return page.markup("</body>\n</html>\n").write();
    }

    private void gates(List<Gate.Result> gates) {
        if (gates.isEmpty()) {
            return;
        }
        page.markup("<h2>Requirements</h2>\n<ul>\n");
        gates.forEach(gate -> page.markup("<li>")
                .element("span", Map.of("class", gate.passed() ? "passed" : "failed"), gate.toString())
                .markup("</li>\n"));
        page.markup("</ul>\n");
    }

    private void report(EvaluationReport report) {
        page.element("h2", report.name()).markup("\n");
        Totals totals = report.totals();
        page.element(
                        "p",
                        totals.answered() + " of " + totals.tickets() + " tickets answered, " + totals.reviewed()
                                + " for review. Latency " + Numbers.milliseconds(totals.medianLatency())
                                + " (median), " + Numbers.milliseconds(totals.latency95()) + " (95 %). "
                                + totals.usage().totalTokens() + " tokens, "
                                + totals.usage()
                                        .cost()
                                        .map(cost -> cost.toPlainString() + " USD")
                                        .orElse("cost not reported")
                                + ".")
                .markup("\n");
        open("", "field", "tickets", "accuracy", "macro-F1", "ECE", "surer half", "cover at 90 %");
        report.fields().forEach(this::summary);
        close();
        report.fields().forEach(this::field);
    }

    private void summary(FieldReport field) {
        row(
                field.field().wireName(),
                String.valueOf(field.tickets()),
                Numbers.percent(field.accuracy()),
                Numbers.percent(field.macroF1()),
                field.confidence()
                        .map(found -> Numbers.three(found.expectedCalibrationError()))
                        .orElse("not measured"),
                field.confidence()
                        .map(found -> Numbers.percent(found.confidentHalfAccuracy()))
                        .orElse("not measured"),
                field.confidence()
                        .map(found -> Numbers.percent(found.coverage().get(1).share()))
                        .orElse("not measured"));
    }

    private void field(FieldReport field) {
        page.element("h3", field.field().wireName()).markup("\n");
        open("Classes", "class", "support", "given", "precision", "recall", "F1");
        field.classes()
                .forEach(found -> row(
                        found.label(),
                        String.valueOf(found.support()),
                        String.valueOf(found.given()),
                        Numbers.three(found.precision()),
                        Numbers.three(found.recall()),
                        Numbers.three(found.f1())));
        close();
        confusion(field.confusion());
        field.confidence().ifPresent(this::reliability);
    }

    private void confusion(ConfusionMatrix matrix) {
        page.markup("<div class=\"scroll\"><table><caption>Right class by given class</caption>\n<tr><th></th>");
        matrix.classes().forEach(label -> page.element("th", label));
        page.element("th", "no answer").markup("</tr>\n");
        for (int row = 0; row < matrix.classes().size(); row++) {
            List<Integer> counts = matrix.counts().get(row);
            int most = Math.max(1, counts.stream().mapToInt(Integer::intValue).sum());
            page.markup("<tr>").element("th", matrix.classes().get(row));
            counts.forEach(count -> shaded(count, (double) count / most));
            page.markup("</tr>\n");
        }
        close();
    }

    private void shaded(int count, double share) {
        String color = String.format(Locale.ROOT, "background: rgba(var(--accent), %.2f)", 0.6 * share);
        page.element("td", Map.of("style", color), String.valueOf(count));
    }

    private void reliability(ConfidenceReport report) {
        open("Confidence and how often it was right", "confidence", "tickets", "mean", "right");
        report.bins().stream()
                .filter(bin -> bin.tickets() > 0)
                .forEach(bin -> row(
                        Numbers.two(bin.from()) + " to " + Numbers.two(bin.to()),
                        String.valueOf(bin.tickets()),
                        Numbers.three(bin.confidence()),
                        Numbers.three(bin.accuracy())));
        close();
        page.markup(ReliabilityChart.svg(report));
        open("What can be left to the analyzer", "wanted precision", "share of tickets", "from confidence");
        report.coverage()
                .forEach(found -> row(
                        Numbers.percent(found.precision()),
                        Numbers.percent(found.share()),
                        found.share() == 0 ? "none" : Numbers.three(found.threshold())));
        close();
    }

    private void comparison(Comparison comparison) {
        page.element("h2", comparison.second() + " against " + comparison.first())
                .markup(
                        "\n<p>Difference in percentage points with its 95 % interval; p of the exact McNemar test.</p>\n");
        open("", "field", "tickets", "first", "second", "difference", "only first", "only second", "p");
        comparison
                .fields()
                .forEach(field -> row(
                        field.field().wireName(),
                        String.valueOf(field.tickets()),
                        Numbers.percent(field.firstAccuracy()),
                        Numbers.percent(field.secondAccuracy()),
                        Numbers.points(field.difference()),
                        String.valueOf(field.onlyFirstRight()),
                        String.valueOf(field.onlySecondRight()),
                        Numbers.probability(field.probability())));
        close();
    }

    private void open(String caption, String... header) {
        page.markup("<div class=\"scroll\"><table>");
        if (!caption.isEmpty()) {
            page.element("caption", caption);
        }
        page.markup("\n<tr>");
        for (String cell : header) {
            page.element("th", cell);
        }
        page.markup("</tr>\n");
    }

    private void row(String... cells) {
        page.markup("<tr>");
        for (String cell : cells) {
            page.element("td", cell);
        }
        page.markup("</tr>\n");
    }

    private void close() {
        page.markup("</table></div>\n");
    }
}

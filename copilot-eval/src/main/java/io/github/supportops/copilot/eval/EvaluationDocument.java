package io.github.supportops.copilot.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reports, their comparisons with the first one, and the requirements on the first one, ready to be written as JSON, as
 * text and as a page. Immutable.
 *
 * <pre>{@code
 * EvaluationDocument document = EvaluationDocument.of(report).against(other).requiring(Gate.parse("intent.accuracy>=0.8"));
 * Files.writeString(Path.of("quality.html"), document.toHtml());
 * }</pre>
 */
public final class EvaluationDocument {
    private final List<EvaluationReport> reports;
    private final List<Comparison> comparisons;
    private final List<Gate.Result> gates;

    private EvaluationDocument(List<EvaluationReport> reports, List<Comparison> comparisons, List<Gate.Result> gates) {
        this.reports = List.copyOf(reports);
        this.comparisons = List.copyOf(comparisons);
        this.gates = List.copyOf(gates);
    }

    /** {@return a document of one report} */
    public static EvaluationDocument of(EvaluationReport report) {
        return new EvaluationDocument(List.of(report), List.of(), List.of());
    }

    /**
     * This document with another report, compared with the first.
     *
     * @throws IllegalArgumentException if it was made of other tickets
     */
    public EvaluationDocument against(EvaluationReport other) {
        return new EvaluationDocument(
                with(reports, Objects.requireNonNull(other, "other")),
                with(comparisons, reports.get(0).compareWith(other)),
                gates);
    }

    /** {@return this document with a requirement, checked on the first report} */
    public EvaluationDocument requiring(Gate gate) {
        return new EvaluationDocument(reports, comparisons, with(gates, gate.check(reports.get(0))));
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }

    /** {@return the reports, the first one first} */
    public List<EvaluationReport> reports() {
        return reports;
    }

    /** {@return the comparisons with the first report} */
    public List<Comparison> comparisons() {
        return comparisons;
    }

    /** {@return what came of the requirements} */
    public List<Gate.Result> gates() {
        return gates;
    }

    /** {@return whether every requirement is met; true when there is none} */
    public boolean passed() {
        return gates.stream().allMatch(Gate.Result::passed);
    }

    /** {@return all numbers as one JSON object, without ticket texts} */
    public String toJson() {
        return DocumentJson.write(this);
    }

    /** {@return tables for a terminal, which are also valid Markdown} */
    public String toText() {
        return new DocumentText().write(this);
    }

    /** {@return a page that needs no network, light or dark as the reader prefers, without ticket texts} */
    public String toHtml() {
        return new DocumentHtml().write(this);
    }

    @Override
    public String toString() {
        return "EvaluationDocument[" + reports.size() + " reports, passed=" + passed() + "]";
    }
}

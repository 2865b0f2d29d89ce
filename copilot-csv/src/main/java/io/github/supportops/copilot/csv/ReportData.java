package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.Urgency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Gathers what a report shows while an output is written. Counts cover every row; of the rows themselves only the first of
 * each kind are kept, so a report of a million rows is no larger than one of some thousand.
 */
final class ReportData implements OutputAssembly.RowListener {
    private static final int MOST_OF_A_KIND = 1_000;
    private static final int LONGEST_TEXT = 2_000;

    private final BiFunction<Row, Boolean, String> part;
    private final Map<String, Map<String, Long>> matrix = new LinkedHashMap<>();
    private final Map<String, Long> sentiment = new TreeMap<>();
    private final Map<String, Long> churn = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private final Map<Kind, List<ObjectNode>> rows = new LinkedHashMap<>();
    private final LatencyHistogram latency = new LatencyHistogram();
    private long rowsTotal;
    private long succeeded;
    private long escalations;
    private long reviews;
    private double calls;
    private TokenUsage usage = TokenUsage.none();

    private enum Kind {
        ESCALATION,
        REVIEW,
        FAILURE,
        ORDINARY
    }

    /** Creates it with what gives a row's message (true) or id (false). */
    ReportData(BiFunction<Row, Boolean, String> part) {
        this.part = part;
        for (Intent intent : Intent.values()) {
            matrix.put(intent.wireName(), new LinkedHashMap<>());
        }
        for (Kind kind : Kind.values()) {
            rows.put(kind, new ArrayList<>());
        }
    }

    @Override
    public void row(Row row, RowOutcome outcome) {
        rowsTotal++;
        calls += outcome.calls();
        usage = usage.plus(outcome.usage());
        ObjectNode shown = JsonObjects.MAPPER.createObjectNode();
        shown.put("line", row.line());
        shown.put("id", shortened(part.apply(row, false)));
        shown.put("message", shortened(part.apply(row, true)));
        Kind kind = outcome.result() != null ? success(shown, outcome.result()) : failure(shown, outcome);
        List<ObjectNode> kept = rows.get(kind);
        if (kept != null && kept.size() < MOST_OF_A_KIND) {
            kept.add(shown);
        }
    }

    private Kind success(ObjectNode shown, AnalysisResult result) {
        succeeded++;
        TicketAnalysis analysis = result.analysis();
        Map<String, Long> urgencies = matrix.get(analysis.intent().wireName());
        if (urgencies != null) {
            urgencies.merge(analysis.urgency().wireName(), 1L, Long::sum);
        }
        sentiment.merge(analysis.sentiment().wireName(), 1L, Long::sum);
        churn.merge(analysis.churnRisk().wireName(), 1L, Long::sum);
        latency.add(result.provenance().duration());
        shown.put("intent", analysis.intent().wireName());
        shown.put("urgency", analysis.urgency().wireName());
        shown.put("sentiment", analysis.sentiment().wireName());
        shown.put("escalation", analysis.escalationRequired());
        shown.put("churn", analysis.churnRisk().wireName());
        shown.put("reply", shortened(analysis.suggestedResponse()));
        result.explanation().rationale().ifPresent(rationale -> shown.put("rationale", shortened(rationale)));
        if (result.needsReview()) {
            reviews++;
            shown.put("review", reasons(result.reviewReasons()));
        }
        escalations += analysis.escalationRequired() ? 1 : 0;
        if (analysis.escalationRequired()) {
            return Kind.ESCALATION;
        }
        return result.needsReview() ? Kind.REVIEW : Kind.ORDINARY;
    }

    private static String reasons(List<ReviewReason> reasons) {
        return reasons.stream()
                .map(reason -> reason.kind().wireName().replace('_', ' ')
                        + (reason.detail().isEmpty() ? "" : ": " + reason.detail()))
                .collect(Collectors.joining("; "));
    }

    private Kind failure(ObjectNode shown, RowOutcome outcome) {
        String kind = outcome.errorKind() == null
                ? FailureKind.PROVIDER_ERROR.wireName()
                : outcome.errorKind().wireName();
        failures.merge(kind, 1L, Long::sum);
        shown.put("kind", kind);
        shown.put("error", outcome.error());
        return Kind.FAILURE;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    /** {@return all of it as one JSON object} */
    ObjectNode json(Map<String, String> run) {
        ObjectNode data = JsonObjects.MAPPER.createObjectNode();
        data.set("run", JsonObjects.MAPPER.valueToTree(run));
        data.put("rowsTotal", rowsTotal);
        ObjectNode totals = data.putObject("totals");
        totals.put("succeeded", succeeded);
        totals.put("failed", rowsTotal - succeeded);
        totals.put("escalations", escalations);
        totals.put("reviews", reviews);
        totals.put("calls", Math.round(calls));
        totals.put("tokens", usage.totalTokens());
        totals.put(
                "cost",
                usage.cost()
                        .map(cost -> cost.stripTrailingZeros().toPlainString())
                        .orElse(null));
        totals.put("median", latency.millisAt(0.5));
        totals.put("slow", latency.millisAt(0.95));
        ArrayNode urgencies = data.putArray("urgencies");
        for (Urgency urgency : Urgency.values()) {
            urgencies.add(urgency.wireName());
        }
        data.set("matrix", JsonObjects.MAPPER.valueToTree(matrix));
        data.set("sentiment", JsonObjects.MAPPER.valueToTree(sentiment));
        data.set("churn", JsonObjects.MAPPER.valueToTree(churn));
        data.set("failures", JsonObjects.MAPPER.valueToTree(failures));
        ArrayNode all = data.putArray("rows");
        rows.values().forEach(all::addAll);
        return data;
    }
}

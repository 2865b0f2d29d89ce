package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the votes. The most frequent value of a field wins, between equals the one of the earlier voter. A field's
 * confidence is its share of all who were asked: a voter that failed agreed with nobody. Reply and explanation come from
 * the voter whose labels are nearest to the outcome.
 */
final class Tally {
    private static final List<AnalysisField> LABELS = List.of(
            AnalysisField.INTENT,
            AnalysisField.URGENCY,
            AnalysisField.SENTIMENT,
            AnalysisField.ESCALATION_REQUIRED,
            AnalysisField.CHURN_RISK);

    private final List<AnalysisResult> answers;
    private final int asked;
    private final Map<AnalysisField, String> winners = new EnumMap<>(AnalysisField.class);
    private final Map<AnalysisField, Integer> votes = new EnumMap<>(AnalysisField.class);

    Tally(List<AnalysisResult> answers, int asked) {
        this.answers = answers;
        this.asked = asked;
        LABELS.forEach(this::count);
    }

    private void count(AnalysisField field) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        answers.forEach(answer -> counts.merge(answer.analysis().wireValue(field), 1, Integer::sum));
        int most = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                most = entry.getValue();
                winners.put(field, entry.getKey());
            }
        }
        votes.put(field, most);
    }

    AnalysisResult result(Ledger ledger, Elapsed elapsed) {
        AnalysisResult speaker = speaker();
        Provenance provenance = speaker.provenance().toBuilder()
                .attempts(ledger.attempts())
                .duration(elapsed.time())
                .step("vote", answers.size() + " of " + asked + " answered")
                .build();
        AnalysisResult result = speaker.toBuilder()
                .analysis(analysis(speaker.analysis().suggestedResponse()))
                .confidence(confidence())
                .provenance(provenance)
                .build();
        List<ReviewReason> reasons = new ArrayList<>();
        answers.forEach(answer -> reasons.addAll(answer.reviewReasons()));
        reasons.addAll(disagreements());
        return Results.withReasons(result, reasons);
    }

    private AnalysisResult speaker() {
        AnalysisResult best = answers.get(0);
        for (AnalysisResult answer : answers) {
            if (agreement(answer) > agreement(best)) {
                best = answer;
            }
        }
        return best;
    }

    private long agreement(AnalysisResult answer) {
        return LABELS.stream()
                .filter(field -> answer.analysis().wireValue(field).equals(winner(field)))
                .count();
    }

    private TicketAnalysis analysis(String reply) {
        return new TicketAnalysis(
                Intent.of(winner(AnalysisField.INTENT)),
                Urgency.of(winner(AnalysisField.URGENCY)),
                Sentiment.of(winner(AnalysisField.SENTIMENT)),
                Boolean.parseBoolean(winner(AnalysisField.ESCALATION_REQUIRED)),
                ChurnRisk.of(winner(AnalysisField.CHURN_RISK)),
                reply);
    }

    private Confidence confidence() {
        Map<AnalysisField, Double> shares = new EnumMap<>(AnalysisField.class);
        votes.forEach((field, count) -> shares.put(field, (double) count / asked));
        return Confidence.of(shares);
    }

    private List<ReviewReason> disagreements() {
        return LABELS.stream()
                .filter(field -> votes(field) < answers.size())
                .map(field -> new ReviewReason(
                        ReviewReason.Kind.DISAGREEMENT,
                        field.wireName() + ": " + votes(field) + " of " + answers.size() + " said " + winner(field)))
                .toList();
    }

    private String winner(AnalysisField field) {
        return Objects.requireNonNull(winners.get(field));
    }

    private int votes(AnalysisField field) {
        return Objects.requireNonNull(votes.get(field));
    }
}

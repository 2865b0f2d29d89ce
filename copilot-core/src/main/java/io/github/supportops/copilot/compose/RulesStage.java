package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Applies business rules in their order, each seeing what those before it made of the analysis. A field that a rule raised
 * loses its confidence: what was measured was about another value.
 */
final class RulesStage {
    private final List<BusinessRule> rules;

    RulesStage(List<BusinessRule> rules) {
        this.rules = List.copyOf(rules);
        if (this.rules.isEmpty()) {
            throw new IllegalArgumentException("Give at least one business rule");
        }
        if (this.rules.stream().map(BusinessRule::name).distinct().count() < this.rules.size()) {
            throw new IllegalArgumentException("Two business rules have the same name: " + names());
        }
    }

    String names() {
        return rules.stream().map(BusinessRule::name).collect(Collectors.joining(", "));
    }

    AnalysisResult apply(Ticket ticket, AnalysisResult result) {
        Pass pass = new Pass(result);
        rules.stream().filter(rule -> rule.applies(ticket, pass.analysis)).forEach(pass::apply);
        return pass.result();
    }

    private static final class Pass {
        private final AnalysisResult before;
        private final Provenance.Builder provenance;
        private final Map<AnalysisField, Double> confidence = new EnumMap<>(AnalysisField.class);
        private final List<ReviewReason> reasons = new ArrayList<>();
        private TicketAnalysis analysis;

        private Pass(AnalysisResult before) {
            this.before = before;
            this.provenance = before.provenance().toBuilder();
            this.confidence.putAll(before.confidence().measured());
            this.analysis = before.analysis();
        }

        private void apply(BusinessRule rule) {
            TicketAnalysis was = analysis;
            Urgency urgency = higher(was.urgency(), rule.leastUrgency().orElse(Urgency.LOW));
            ChurnRisk churnRisk = higher(was.churnRisk(), rule.leastChurnRisk().orElse(ChurnRisk.LOW));
            analysis = new TicketAnalysis(
                    was.intent(),
                    urgency,
                    was.sentiment(),
                    was.escalationRequired() || rule.escalates(),
                    churnRisk,
                    was.suggestedResponse());
            noteChanges(rule, was);
            if (rule.asksForReview()) {
                reasons.add(new ReviewReason(ReviewReason.Kind.RULE, "rule " + rule.name()));
                provenance.step("rule " + rule.name(), "asked for review");
            }
        }

        private void noteChanges(BusinessRule rule, TicketAnalysis was) {
            for (AnalysisField field : AnalysisField.values()) {
                if (!was.wireValue(field).equals(analysis.wireValue(field))) {
                    confidence.remove(field);
                    provenance.step(
                            "rule " + rule.name(),
                            field.wireName() + " raised from " + was.wireValue(field) + " to "
                                    + analysis.wireValue(field));
                }
            }
        }

        private AnalysisResult result() {
            AnalysisResult changed = before.toBuilder()
                    .analysis(analysis)
                    .confidence(Confidence.of(confidence))
                    .provenance(provenance.build())
                    .build();
            return Results.withReasons(changed, reasons);
        }

        private static <E extends Enum<E>> E higher(E left, E right) {
            return Objects.requireNonNull(left).compareTo(right) >= 0 ? left : right;
        }
    }
}

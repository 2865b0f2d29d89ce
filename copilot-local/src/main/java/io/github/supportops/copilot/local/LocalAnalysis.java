package io.github.supportops.copilot.local;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.local.internal.heads.Rules;
import io.github.supportops.copilot.local.internal.reply.ReplyComposer;
import io.github.supportops.copilot.local.internal.text.LanguageDetector;
import io.github.supportops.copilot.local.internal.text.TicketReader;
import io.github.supportops.copilot.local.internal.text.TicketVectors;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One analysis from ticket to result. */
final class LocalAnalysis {

    /** How sure a field can be at most when the ticket is not English. */
    private static final double FOREIGN_CONFIDENCE = 0.3;

    private final LocalModel model;
    private final Ticket ticket;
    private final BooleanSupplier stopped;
    private final long started = System.nanoTime();

    LocalAnalysis(LocalModel model, Ticket ticket, BooleanSupplier stopped) {
        this.model = model;
        this.ticket = ticket;
        this.stopped = stopped;
    }

    AnalysisResult result() {
        TicketReader.Reading reading = model.reader().read(ticket.subject().orElse(""), ticket.message());
        String language = model.languages().detect(reading.text());
        boolean foreign = !language.equals("en");
        float[] vector = TicketVectors.of(reading, model.encoder(), stopped);
        Map<String, double[]> shares =
                model.heads().shares(vector, reading.cues().features(), reading.isLong());
        Rules rules = new Rules(model.heads().labels(), shares, reading.cues());
        rules.apply();
        TicketAnalysis analysis = analysis(rules, reading, foreign);
        return AnalysisResult.builder(ticket.id(), analysis, provenance())
                .confidence(confidence(rules, reading.isLong(), foreign))
                .explanation(explanation(analysis, rules, language))
                .reviewReasons(foreign ? List.of(foreignReason(language)) : List.of())
                .build();
    }

    private TicketAnalysis analysis(Rules rules, TicketReader.Reading reading, boolean foreign) {
        Intent intent = Intent.of(rules.label("intent"));
        Urgency urgency = Urgency.of(rules.label("urgency"));
        Sentiment sentiment = Sentiment.of(rules.label("sentiment"));
        boolean escalated = rules.label("escalation_required").equals("true");
        ChurnRisk churnRisk = ChurnRisk.of(rules.label("churn_risk"));
        String reply = model.replies()
                .compose(
                        ticket.message(),
                        new ReplyComposer.Situation(intent, urgency, sentiment, churnRisk, foreign),
                        reading.cues());
        return new TicketAnalysis(intent, urgency, sentiment, escalated, churnRisk, reply);
    }

    private Confidence confidence(Rules rules, boolean longText, boolean foreign) {
        Map<AnalysisField, Double> values = new EnumMap<>(AnalysisField.class);
        for (AnalysisField field : AnalysisField.values()) {
            // The reply is composed, not classified: there is nothing to measure.
            if (field != AnalysisField.SUGGESTED_RESPONSE) {
                String name = field.wireName();
                double measured = model.heads().head(name).confidence(rules.share(name), longText);
                values.put(field, foreign ? Math.min(FOREIGN_CONFIDENCE, measured) : measured);
            }
        }
        return Confidence.of(values);
    }

    private Explanation explanation(TicketAnalysis analysis, Rules rules, String language) {
        String whole = ticket.subject().orElse("") + "\n" + ticket.message();
        List<String> evidence = rules.evidence().stream()
                .filter(whole::contains)
                .distinct()
                .limit(5)
                .toList();
        StringBuilder rationale = new StringBuilder("Reads as ")
                .append(analysis.intent().wireName().replace('_', ' '))
                .append(" of ")
                .append(analysis.urgency().wireName())
                .append(" urgency in a ")
                .append(analysis.sentiment().wireName())
                .append(" tone");
        if (!rules.applied().isEmpty()) {
            rationale.append("; rules that decided: ").append(String.join(", ", rules.applied()));
        }
        String named =
                language.equals(LanguageDetector.UNKNOWN) ? ticket.language().orElse(language) : language;
        return Explanation.of(rationale.append('.').toString(), evidence, named, List.of());
    }

    private static ReviewReason foreignReason(String language) {
        return new ReviewReason(
                ReviewReason.Kind.UNSUPPORTED_LANGUAGE,
                "the offline analyzer reads English, the ticket seems to be in " + language);
    }

    private Provenance provenance() {
        return Provenance.builder("local")
                .model("bge-small-en-v1.5 (" + model.encoder().name() + ")")
                .version("heads", model.heads().version())
                .duration(Duration.ofNanos(System.nanoTime() - started))
                .build();
    }
}

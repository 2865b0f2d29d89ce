package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.schema.SchemaField;
import io.github.supportops.copilot.schema.ValidationIssue;
import io.github.supportops.copilot.schema.ValidationIssue.Code;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the text of an answer to a typed analysis, or to all that is wrong with it. Thread-safe. */
public final class AnswerValidator {
    private final AnalysisSchema schema;
    private final AnswerReader reader;

    /** Creates it for a schema. */
    public AnswerValidator(AnalysisSchema schema) {
        this.schema = schema;
        this.reader = new AnswerReader(schema);
    }

    /** Reads and checks one answer to one ticket. */
    public AnswerVerdict validate(ChatResponse response, Ticket ticket) {
        AnswerReader.Reading reading = reader.read(response);
        if (reading.issue() != null) {
            return new AnswerVerdict.Rejected(List.of(reading.issue()));
        }
        return checked(Objects.requireNonNull(reading.candidate()), ticket);
    }

    /** Checks an answer that was found. */
    AnswerVerdict checked(AnswerCandidate candidate, Ticket ticket) {
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        repairs.addAll(candidate.repairs());
        List<ValidationIssue> issues = new ArrayList<>();
        Map<String, Object> values = values(candidate.object(), new FieldReader(repairs, issues));
        Explanation explanation = explanation(values, ticket, repairs, issues);
        if (!issues.isEmpty()) {
            return new AnswerVerdict.Rejected(List.copyOf(issues));
        }
        return new AnswerVerdict.Accepted(analysis(values), explanation, List.copyOf(repairs));
    }

    private Map<String, Object> values(ObjectNode object, FieldReader reader) {
        Map<String, Object> values = new HashMap<>();
        for (SchemaField field : schema.fields()) {
            Object value = switch (field.type()) {
                case LABEL -> reader.label(field, object);
                case FLAG -> reader.flag(field, object);
                case TEXT -> reader.text(field, object);
                case LIST -> reader.list(field, object);
            };
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        return values;
    }

    private static TicketAnalysis analysis(Map<String, Object> values) {
        return new TicketAnalysis(
                Intent.of(text(values, AnalysisField.INTENT)),
                Urgency.of(text(values, AnalysisField.URGENCY)),
                Sentiment.of(text(values, AnalysisField.SENTIMENT)),
                (Boolean) Objects.requireNonNull(values.get(AnalysisField.ESCALATION_REQUIRED.wireName())),
                ChurnRisk.of(text(values, AnalysisField.CHURN_RISK)),
                text(values, AnalysisField.SUGGESTED_RESPONSE));
    }

    private static String text(Map<String, Object> values, AnalysisField field) {
        return (String) Objects.requireNonNull(values.get(field.wireName()), field.wireName());
    }

    private Explanation explanation(
            Map<String, Object> values, Ticket ticket, Set<Repair> repairs, List<ValidationIssue> issues) {
        if (schema.explanationFields().isEmpty()) {
            return Explanation.none();
        }
        List<String> evidence = evidence(strings(values.get("evidence")), ticket, repairs, issues);
        return Explanation.of(
                (String) values.get("rationale"),
                evidence,
                (String) values.get("language"),
                strings(values.get("tags")));
    }

    private static List<String> evidence(
            List<String> quotes, Ticket ticket, Set<Repair> repairs, List<ValidationIssue> issues) {
        Evidence ticketText = new Evidence(ticket);
        List<String> passages = new ArrayList<>();
        for (int i = 0; i < quotes.size(); i++) {
            String path = "$.evidence[" + i + "]";
            ticketText
                    .passage(quotes.get(i), repairs)
                    .ifPresentOrElse(
                            passages::add,
                            () -> issues.add(new ValidationIssue(
                                    path,
                                    Code.NOT_IN_TICKET,
                                    "does not occur in the ticket; copy it letter for letter")));
        }
        return passages;
    }

    private static List<String> strings(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }
}

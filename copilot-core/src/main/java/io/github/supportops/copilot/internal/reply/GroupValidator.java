package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.schema.SchemaField;
import io.github.supportops.copilot.schema.ValidationIssue;
import io.github.supportops.copilot.schema.ValidationIssue.Code;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes an answer about several tickets apart. What it says about a ticket is believed only if it names the ticket exactly
 * once, is valid, and quotes no other ticket; about the rest nothing is known. Thread-safe.
 */
public final class GroupValidator {
    /** How the list around the answers looks to a reader who is looking for answers. */
    private static final Set<Repair> EXPECTED = Set.of(Repair.WRAPPER, Repair.SINGLE_ELEMENT_ARRAY);

    private final AnswerValidator validator;
    private final Set<String> fields;

    /** Creates it for a schema. */
    public GroupValidator(AnalysisSchema schema) {
        this.validator = new AnswerValidator(schema);
        this.fields =
                new HashSet<>(schema.fields().stream().map(SchemaField::name).toList());
        fields.add(AnalysisSchema.TICKET_ID);
    }

    /**
     * Reads and checks an answer.
     *
     * @param tickets by the ids they have in this call
     * @return what is known about each; ids about which nothing is certain are missing
     */
    public Map<String, AnswerVerdict> validate(ChatResponse response, Map<String, Ticket> tickets) {
        Map<String, AnswerCandidate> answers = answers(response, tickets.keySet());
        Map<String, AnswerVerdict> verdicts = new LinkedHashMap<>();
        answers.forEach((id, answer) -> verdicts.put(id, validator.checked(answer, ticket(tickets, id))));
        answers.forEach((id, answer) -> swapped(id, answer, tickets).forEach(other -> {
            verdicts.put(id, mixedUp());
            verdicts.put(other, mixedUp());
        }));
        return verdicts;
    }

    /** A cut answer, a draft or one that contradicts itself tells nothing for certain about any ticket. */
    private Map<String, AnswerCandidate> answers(ChatResponse response, Set<String> ids) {
        String text = response.text().strip();
        boolean aloud = response.repairs().contains(Repair.REASONING_FIELD);
        if (text.isEmpty() || response.finish() != ChatResponse.Finish.DONE) {
            return Map.of();
        }
        AnswerFinder finder = new AnswerFinder(fields);
        finder.search(text);
        if (finder.sawContradiction() || finder.sawOnlyThinking() || (aloud && !finder.endsWithAnswer())) {
            return Map.of();
        }
        return onceEach(finder.candidates(), ids);
    }

    private static Map<String, AnswerCandidate> onceEach(List<AnswerCandidate> candidates, Set<String> ids) {
        Map<String, AnswerCandidate> once = new LinkedHashMap<>();
        Set<String> repeated = new HashSet<>();
        for (AnswerCandidate candidate : candidates) {
            String id =
                    candidate.object().path(AnalysisSchema.TICKET_ID).asText("").strip();
            if (ids.contains(id) && once.put(id, expected(candidate)) != null) {
                repeated.add(id);
            }
        }
        once.keySet().removeAll(repeated);
        return once;
    }

    private static AnswerCandidate expected(AnswerCandidate candidate) {
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        repairs.addAll(candidate.repairs());
        repairs.removeAll(EXPECTED);
        return new AnswerCandidate(candidate.object(), repairs);
    }

    /** The tickets that this ticket's answer quotes instead of its own. */
    private static Set<String> swapped(String id, AnswerCandidate answer, Map<String, Ticket> tickets) {
        Set<String> others = new HashSet<>();
        for (JsonNode quote : answer.object().path("evidence")) {
            if (!quotes(quote, ticket(tickets, id))) {
                tickets.forEach((other, ticket) -> {
                    if (!other.equals(id) && quotes(quote, ticket)) {
                        others.add(other);
                    }
                });
            }
        }
        return others;
    }

    private static boolean quotes(JsonNode quote, Ticket ticket) {
        return new Evidence(ticket)
                .passage(quote.asText(""), EnumSet.noneOf(Repair.class))
                .isPresent();
    }

    private static AnswerVerdict mixedUp() {
        return new AnswerVerdict.Rejected(List.of(new ValidationIssue(
                "$.evidence", Code.NOT_IN_TICKET, "quotes another ticket; answers may have been mixed up")));
    }

    private static Ticket ticket(Map<String, Ticket> tickets, String id) {
        return Objects.requireNonNull(tickets.get(id));
    }
}

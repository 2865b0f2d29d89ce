package io.github.supportops.copilot.internal.reply;

import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.schema.SchemaField;
import io.github.supportops.copilot.schema.ValidationIssue;
import io.github.supportops.copilot.schema.ValidationIssue.Code;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the one answer in what a model said, or says why there is none. Thread-safe. */
final class AnswerReader {
    private final Set<String> fields;

    AnswerReader(AnalysisSchema schema) {
        this.fields = schema.fields().stream().map(SchemaField::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a text holds: a candidate or an issue, never both.
     *
     * @param candidate the answer, or null
     * @param issue why there is none, or null
     */
    record Reading(
            @Nullable AnswerCandidate candidate, @Nullable ValidationIssue issue) {
        static Reading of(AnswerCandidate candidate) {
            return new Reading(candidate, null);
        }

        static Reading failed(Code code, String message) {
            return new Reading(null, new ValidationIssue("$", code, message));
        }
    }

    /**
     * Reads what a model said. When it ran out of tokens, or when it only thought aloud, the text has to end with a complete
     * answer: whatever else follows could have taken it back.
     */
    Reading read(ChatResponse response) {
        boolean cut = response.finish() == ChatResponse.Finish.LENGTH;
        boolean aloud = response.repairs().contains(Repair.REASONING_FIELD);
        String text = response.text().strip();
        if (text.isEmpty()) {
            return cut ? truncated() : Reading.failed(Code.EMPTY, "the answer is empty; answer with one JSON object");
        }
        AnswerFinder finder = new AnswerFinder(fields);
        finder.search(text);
        if (cut && (finder.candidates().isEmpty() || !finder.endsWithAnswer())) {
            return truncated();
        }
        if (finder.sawOnlyThinking() || (aloud && !finder.endsWithAnswer())) {
            return Reading.failed(Code.EMPTY, "there is no answer after the thinking; answer with one JSON object");
        }
        return chosen(finder);
    }

    private static Reading chosen(AnswerFinder finder) {
        List<AnswerCandidate> candidates = finder.candidates();
        if (candidates.isEmpty()) {
            return none(finder);
        }
        AnswerCandidate best = null;
        for (AnswerCandidate one : candidates) {
            if (best == null && candidates.stream().allMatch(one::contains)) {
                best = one;
            }
        }
        if (best == null || finder.sawContradiction()) {
            return Reading.failed(
                    Code.CONFLICT, "the answer says two different things; answer with exactly one JSON object");
        }
        if (candidates.size() > 1) {
            best.repairs().add(Repair.REPEATED_ANSWER);
        }
        return Reading.of(best);
    }

    private static Reading none(AnswerFinder finder) {
        if (finder.sawSchemaEcho()) {
            return Reading.failed(
                    Code.SCHEMA_ECHO, "the answer repeats the schema; fill the fields in with values instead");
        }
        return finder.sawJson()
                ? Reading.failed(Code.NOT_AN_OBJECT, "the answer is not one JSON object with the fields asked for")
                : Reading.failed(Code.NOT_JSON, "the answer is not JSON; answer with one JSON object and nothing else");
    }

    private static Reading truncated() {
        return Reading.failed(Code.TRUNCATED, "the answer was cut off before it was complete; answer more briefly");
    }
}

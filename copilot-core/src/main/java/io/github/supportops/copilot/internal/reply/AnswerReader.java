package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.internal.json.Json;
import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.schema.ValidationIssue;
import io.github.supportops.copilot.schema.ValidationIssue.Code;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the one answer in the text of a model, or says why there is none. */
final class AnswerReader {
    private final AnalysisSchema schema;

    AnswerReader(AnalysisSchema schema) {
        this.schema = schema;
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

    Reading read(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return Reading.failed(Code.EMPTY, "the answer is empty; answer with one JSON object");
        }
        AnswerFinder finder = new AnswerFinder(schema);
        try {
            finder.search(Json.read(stripped), EnumSet.noneOf(Repair.class));
            return chosen(finder, false, true);
        } catch (JsonProcessingException notPlainJson) {
            return leniently(stripped, finder);
        }
    }

    private Reading leniently(String text, AnswerFinder finder) {
        String outside = ThinkText.removedFrom(text).strip();
        if (outside.isEmpty()) {
            return Reading.failed(Code.EMPTY, "there is no answer after the thinking; answer with one JSON object");
        }
        Set<Repair> around = EnumSet.noneOf(Repair.class);
        if (outside.length() != text.length()) {
            around.add(Repair.THINK_TEXT);
        }
        WorkLimit work = new WorkLimit(outside.length());
        boolean conflict = false;
        boolean any = false;
        int at = 0;
        while (at < outside.length() && !work.isSpent()) {
            char next = outside.charAt(at);
            if (next != '{' && next != '[') {
                at++;
                continue;
            }
            LenientJson json = new LenientJson(outside, at, work);
            try {
                JsonNode value = json.readValue();
                conflict |= json.hasConflictingKeys();
                any = true;
                Set<Repair> repairs = EnumSet.copyOf(around.isEmpty() ? EnumSet.noneOf(Repair.class) : around);
                repairs.addAll(json.repairs());
                repairs.addAll(surroundings(outside, at, json.end()));
                finder.search(value, repairs);
                at = json.end();
            } catch (Unreadable tryTheNextBracket) {
                at++;
            }
        }
        return chosen(finder, conflict, any);
    }

    private static Set<Repair> surroundings(String text, int start, int end) {
        String around = text.substring(0, start) + text.substring(end);
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        if (around.contains("```") || around.contains("~~~")) {
            repairs.add(Repair.CODE_FENCE);
        }
        String words = around.replaceAll("(?:`{3,}|~{3,})[a-zA-Z0-9_+-]*", "");
        if (!words.isBlank()) {
            repairs.add(Repair.PROSE);
        }
        return repairs;
    }

    private static Reading chosen(AnswerFinder finder, boolean conflict, boolean anyValue) {
        List<AnswerCandidate> candidates = finder.candidates();
        if (candidates.isEmpty()) {
            return none(finder, anyValue);
        }
        AnswerCandidate best = candidates.stream()
                .filter(one -> candidates.stream().allMatch(one::contains))
                .findFirst()
                .orElse(null);
        if (best == null || conflict || finder.sawConflictingSpelling()) {
            return Reading.failed(
                    Code.CONFLICT, "the answer says two different things; answer with exactly one JSON object");
        }
        if (candidates.size() > 1) {
            best.repairs().add(Repair.REPEATED_ANSWER);
        }
        return Reading.of(best);
    }

    private static Reading none(AnswerFinder finder, boolean anyValue) {
        if (finder.sawSchemaEcho()) {
            return Reading.failed(
                    Code.SCHEMA_ECHO, "the answer repeats the schema; fill the fields in with values instead");
        }
        return anyValue
                ? Reading.failed(Code.NOT_AN_OBJECT, "the answer is not one JSON object with the fields asked for")
                : Reading.failed(Code.NOT_JSON, "the answer is not JSON; answer with one JSON object and nothing else");
    }
}

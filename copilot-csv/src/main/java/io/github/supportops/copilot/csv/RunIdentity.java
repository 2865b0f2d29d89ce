package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes two runs the same: the input's bytes and every setting that shapes an answer. The journal starts with it, and
 * goes on only with a run that has the same.
 */
final class RunIdentity {
    private static final String FORMAT = "journal_format";
    private static final String INPUT = "input_sha256";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, String> facts;

    private RunIdentity(Map<String, String> facts) {
        this.facts = facts;
    }

    static RunIdentity of(InputSurvey survey, Map<String, String> settings) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(FORMAT, "1");
        facts.put(INPUT, survey.sha256());
        facts.putAll(settings);
        return new RunIdentity(facts);
    }

    /** {@return it as one line of JSON} */
    String json() {
        try {
            return MAPPER.writeValueAsString(facts);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Refuses a journal of another run, naming every difference. */
    void requireSame(Path journal, String startPayload) {
        Map<String, String> then = read(journal, startPayload);
        Set<String> names = new LinkedHashSet<>(then.keySet());
        names.addAll(facts.keySet());
        String differences = names.stream()
                .filter(name -> !Objects.equals(then.get(name), facts.get(name)))
                .map(name -> name + " was " + show(then.get(name)) + " and is " + show(facts.get(name)))
                .collect(Collectors.joining("; "));
        if (!differences.isEmpty()) {
            throw TicketFileException.of(
                    journal,
                    "this journal belongs to another run: " + differences
                            + ". Run with the former input and settings to finish it, or without resuming to start over");
        }
    }

    private static Map<String, String> read(Path journal, String startPayload) {
        try {
            return MAPPER.readValue(startPayload, new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JsonProcessingException foreign) {
            throw TicketFileException.at(journal, 1, null, "this is not a journal of this program; move it away");
        }
    }

    private static String show(@Nullable String value) {
        return value == null ? "not set" : SafeNames.show(value);
    }
}

package io.github.supportops.copilot.app.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** Reads and writes the JSON of the service; strict, because a name given twice is a mistake of the caller. */
final class Json {
    static final String TYPE = "application/json";
    static final String LINES_TYPE = "application/jsonl";
    static final String PROBLEM_TYPE = "application/problem+json";

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads what this program wrote itself. */
    static JsonNode tree(String written) {
        try {
            return MAPPER.readTree(written);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads the body of a request, which must be an object.
     *
     * @throws ProblemException if it is anything else; it says where and quotes nothing
     */
    static JsonNode object(String body) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "The body is not JSON" + place(broken));
        }
        if (!tree.isObject()) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "The body must be a JSON object");
        }
        return tree;
    }

    static String place(JsonProcessingException broken) {
        return broken.getLocation() == null
                ? ""
                : ": see line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr();
    }
}

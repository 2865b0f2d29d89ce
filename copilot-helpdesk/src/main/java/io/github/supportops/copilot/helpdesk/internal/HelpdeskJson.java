package io.github.supportops.copilot.helpdesk.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** One mapper for all systems: bounded, and its messages do not quote what was read. Thread-safe. */
public final class HelpdeskJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(16 * 1024 * 1024)
                            .maxNumberLength(100)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private HelpdeskJson() {}

    /** Reads one complete value. @throws JsonProcessingException if the text is anything else */
    public static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** As above, for what people write: the same name twice in an object is an error too. */
    public static JsonNode readStrictly(String text) throws JsonProcessingException {
        return MAPPER.reader(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .readTree(text);
    }

    /** Reads one complete value. @throws IOException if the bytes are anything else */
    public static JsonNode read(byte[] bytes) throws IOException {
        return MAPPER.readTree(bytes);
    }

    /** {@return an empty object} */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@return the value as text, without line ends} */
    public static String write(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree can always be written as JSON", impossible);
        }
    }
}

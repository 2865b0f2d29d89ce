package io.github.supportops.copilot.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** One strict mapper for the whole library: no duplicate keys, no trailing text, bounded depth. Thread-safe. */
public final class Json {
    /** Deeper nesting than this is hostile or broken; answers and responses need less than ten levels. */
    public static final int DEEPEST = 64;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(16 * 1024 * 1024)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // An amount of money that was written as 0.10 is read back as 0.10.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectReader STRICT = MAPPER.reader();

    private Json() {}

    /** {@return the mapper; never hand it out of the library} */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Writes maps, lists, strings, numbers and trees; the order of a map is the order of the text. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Plain values can always be written as JSON", impossible);
        }
    }

    /**
     * Reads one complete JSON value.
     *
     * @throws JsonProcessingException if the text is anything else; its message may quote the text
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return read(STRICT, text);
    }

    /**
     * Reads one value with a reader of {@link #mapper()}.
     *
     * @throws JsonProcessingException if the text is anything else; its message may quote the text
     */
    public static JsonNode read(ObjectReader reader, String text) throws JsonProcessingException {
        try {
            return reader.readTree(text);
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            // Jackson lets BigDecimal's own complaint about an exponent like 1e99999999999 through.
            throw new JsonParseException(null, "A number is too large to be read");
        }
    }
}

package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The objects of a JSON file, one after the other: of an array, or one a line. */
interface JsonObjects {
    /** Deeper is hostile or broken. */
    int DEEPEST = 64;

    ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(CsvRecords.LONGEST_RECORD)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** {@return the next one, or null at the end} */
    @Nullable
    Item next();

    /**
     * One item.
     *
     * @param line where it starts
     * @param object the object, or null where the item is none
     */
    record Item(long line, @Nullable ObjectNode object) {}

    /** One object a line; a line that is none costs only itself. */
    final class Lines implements JsonObjects {
        private final Path file;
        private final CsvText text;
        private final StringBuilder line = new StringBuilder();

        Lines(Path file, CsvText text) {
            this.file = file;
            this.text = text;
        }

        @Override
        public @Nullable Item next() {
            while (true) {
                long number = text.line();
                line.setLength(0);
                int character = text.next();
                while (character != CsvText.END && character != '\n') {
                    line.append((char) character);
                    if (line.length() > CsvRecords.LONGEST_RECORD) {
                        throw TicketFileException.at(
                                file, number, null, "the line is longer than " + CsvRecords.LONGEST_RECORD);
                    }
                    character = text.next();
                }
                if (!line.toString().isBlank()) {
                    return new Item(number, object(line.toString()));
                }
                if (character == CsvText.END) {
                    return null;
                }
            }
        }

        private static @Nullable ObjectNode object(String text) {
            try {
                return MAPPER.readTree(text) instanceof ObjectNode object ? object : null;
            } catch (JsonProcessingException broken) {
                return null;
            }
        }
    }

    /** The objects of one array; broken JSON ends the file, since nothing tells where the next object would start. */
    final class ArrayItems implements JsonObjects {
        private final Path file;
        private final JsonParser parser;
        private boolean started;

        ArrayItems(Path file, Reader reader) throws IOException {
            this.file = file;
            this.parser = MAPPER.getFactory().createParser(reader);
        }

        @Override
        public @Nullable Item next() {
            try {
                if (!started) {
                    started = true;
                    requireArray();
                }
                if (parser.nextToken() == JsonToken.END_ARRAY) {
                    requireEnd();
                    return null;
                }
                long line = parser.currentTokenLocation().getLineNr();
                JsonNode node = MAPPER.readerFor(JsonNode.class)
                        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .readValue(parser);
                return new Item(line, node instanceof ObjectNode object ? object : null);
            } catch (CharacterCodingException undecodable) {
                throw at("the bytes after this are not in the file's encoding; give the encoding");
            } catch (JsonProcessingException broken) {
                throw at("this is not JSON; repair it here, or use JSON Lines, where a broken line costs only itself");
            } catch (IOException broken) {
                throw TicketFileException.of(file, "cannot be read", broken);
            }
        }

        private void requireArray() throws IOException {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw at("the file is not one array of objects; one object a line is called .jsonl");
            }
        }

        private void requireEnd() throws IOException {
            if (parser.nextToken() != null) {
                throw at("something follows the array; remove it");
            }
        }

        private TicketFileException at(String what) {
            long line = Math.max(1, parser.currentLocation().getLineNr());
            return TicketFileException.at(
                    file, line, Long.toString(parser.currentLocation().getColumnNr()), what);
        }
    }
}

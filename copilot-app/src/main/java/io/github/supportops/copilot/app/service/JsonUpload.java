package io.github.supportops.copilot.app.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Turns tickets in JSON into rows of {@code ticket_id} and {@code message}, where the message is the ticket's JSON; see
 * {@link WholeTickets}. One ticket is in memory at a time. An entry that is no ticket becomes a row that fails, as a broken
 * row of a CSV file does.
 */
final class JsonUpload {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxStringLength(5_000_000)
                            .build())
                    .build())
            .build();

    /** Halves of characters survive as escapes; written as bytes they would be lost. */
    private static final ObjectWriter ASCII = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private JsonUpload() {}

    /** Reads an array, or with lines as JSON Lines. @throws ProblemException if it is neither */
    static void toRows(InputStream in, boolean lines, Path target) throws IOException {
        try (Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
                JsonParser parser = MAPPER.createParser(text);
                Writer out = Files.newBufferedWriter(target)) {
            out.write("ticket_id,message\n");
            if (!lines && parser.nextToken() != JsonToken.START_ARRAY) {
                throw new ProblemException(ProblemType.INVALID_FILE, "The JSON must be an array of tickets");
            }
            int count = 0;
            while (parser.nextToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
                row(MAPPER.readTree(parser), out);
                count++;
            }
            requireEnd(parser, lines);
            requireSome(count);
        } catch (JsonProcessingException broken) {
            throw new ProblemException(ProblemType.INVALID_FILE, "The upload is not JSON" + Json.place(broken));
        } catch (CharacterCodingException other) {
            throw new ProblemException(ProblemType.INVALID_FILE, "The upload is not UTF-8");
        }
    }

    private static void requireEnd(JsonParser parser, boolean lines) throws IOException {
        boolean closed = parser.currentToken() == JsonToken.END_ARRAY;
        if (lines ? closed : !closed || parser.nextToken() != null) {
            throw new ProblemException(ProblemType.INVALID_FILE, "The upload is not JSON: it ends early, or goes on");
        }
    }

    private static void requireSome(int count) {
        if (count == 0) {
            throw new ProblemException(ProblemType.INVALID_FILE, "The upload holds no ticket");
        }
    }

    private static void row(JsonNode ticket, Writer out) throws IOException {
        JsonNode id = ticket.path("ticket_id");
        cell(id.isTextual() ? id.textValue() : "?", out);
        out.write(',');
        cell(ASCII.writeValueAsString(ticket), out);
        out.write('\n');
    }

    /** {@return a text as JSON, the way it stands in the rows} */
    static String ascii(String text) {
        try {
            return ASCII.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void cell(String text, Writer out) throws IOException {
        out.write('"');
        out.write(text.replace("\"", "\"\"").replaceAll("\\p{Cs}", "?"));
        out.write('"');
    }
}

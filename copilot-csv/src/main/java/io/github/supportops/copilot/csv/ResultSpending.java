package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/**
 * Reads from a result's JSON what its calls came to, and passes over the rest: a run that goes on must not build a million
 * results to know what was spent on them.
 */
final class ResultSpending {
    private static final JsonFactory FACTORY = new JsonFactory();

    private double calls;
    private BigDecimal usd = BigDecimal.ZERO;

    private ResultSpending() {}

    /** {@return the spending of a result that {@link OutcomeJson} wrote} */
    static Spending read(String json) {
        ResultSpending spending = new ResultSpending();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            eachField(parser, spending::rootField);
        } catch (IOException impossible) {
            throw new UncheckedIOException("A record with a right checksum holds what was written", impossible);
        }
        return new Spending(spending.calls, spending.usd);
    }

    /** Is called with the parser at the value of a field. */
    private interface FieldReader {
        void read(String name, JsonParser parser) throws IOException;
    }

    private static void eachField(JsonParser parser, FieldReader fields) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.read(name, parser);
        }
    }

    private void rootField(String name, JsonParser parser) throws IOException {
        if (name.equals("provenance") && parser.hasToken(JsonToken.START_OBJECT)) {
            eachField(parser, this::provenanceField);
        } else {
            parser.skipChildren();
        }
    }

    private void provenanceField(String name, JsonParser parser) throws IOException {
        if (name.equals("usage") && parser.hasToken(JsonToken.START_OBJECT)) {
            eachField(parser, this::usageField);
        } else if (name.equals("attempts") && parser.hasToken(JsonToken.START_ARRAY)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                eachField(parser, this::attemptField);
            }
        } else {
            parser.skipChildren();
        }
    }

    private void attemptField(String name, JsonParser parser) throws IOException {
        if (name.equals("shared_by")) {
            calls += 1.0 / parser.getIntValue();
        }
        parser.skipChildren();
    }

    private void usageField(String name, JsonParser parser) throws IOException {
        if (name.equals("cost_usd") && !parser.hasToken(JsonToken.VALUE_NULL)) {
            usd = parser.getDecimalValue();
        }
    }
}

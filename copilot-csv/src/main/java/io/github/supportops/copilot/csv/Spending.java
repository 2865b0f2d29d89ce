package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What calls came to.
 *
 * @param calls how many
 * @param usd their cost in US dollars
 */
record Spending(double calls, BigDecimal usd) {
    static final Spending NOTHING = new Spending(0, BigDecimal.ZERO);

    Spending plus(Spending other) {
        return new Spending(calls + other.calls, usd.add(other.usd));
    }

    String json() {
        return "{\"calls\":" + calls + ",\"usd\":\"" + usd + "\"}";
    }

    private static Spending of(String json) {
        try {
            JsonNode node = JsonObjects.MAPPER.readTree(json);
            return new Spending(
                    node.path("calls").asDouble(),
                    new BigDecimal(node.path("usd").asText("0")));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("A record with a right checksum holds what was written", impossible);
        }
    }

    /** {@return what all earlier runs of a journal came to; of a run that was killed, what its outcomes say} */
    static Spending readFrom(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return NOTHING;
        }
        Spending total = NOTHING;
        Spending sinceLastRun = NOTHING;
        try (JournalReader reader = new JournalReader(journal)) {
            for (JournalLine line = reader.next(); line != null; line = reader.next()) {
                if (line.kind() == JournalLine.Kind.SPENT) {
                    total = total.plus(of(line.payload()));
                    sinceLastRun = NOTHING;
                } else {
                    sinceLastRun = sinceLastRun.plus(ofRow(line));
                }
            }
        }
        return total.plus(sinceLastRun);
    }

    private static Spending ofRow(JournalLine line) {
        return switch (line.kind()) {
            case DONE -> ResultSpending.read(line.payload());
            case FAILED -> {
                RowOutcome failure = OutcomeJson.readFailure(line.payload());
                yield new Spending(failure.calls(), failure.usage().cost().orElse(BigDecimal.ZERO));
            }
            case START, INTENT, SPENT -> NOTHING;
        };
    }
}

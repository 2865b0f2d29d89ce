package io.github.supportops.copilot.store;

import io.github.supportops.copilot.review.ReviewDecision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The columns both tables keep a decision in. */
final class DecisionColumns {
    static final String NAMES = "decision, decided_ms, decided_by, decision_reason, correction";

    private DecisionColumns() {}

    static List<@Nullable Object> values(String ticketId, ReviewDecision decision) {
        return Arrays.asList(
                decision.kind().wireName(),
                decision.at().toEpochMilli(),
                StoredText.encode(decision.by()),
                decision.reason().map(StoredText::encode).orElse(null),
                decision.correction()
                        .map(analysis -> StoredJson.analysis(ticketId, analysis))
                        .orElse(null));
    }

    /** {@return the decision, null where nobody has decided} */
    static @Nullable ReviewDecision read(ResultSet row) throws SQLException {
        String kind = row.getString("decision");
        if (kind == null) {
            return null;
        }
        String correction = row.getString("correction");
        return new ReviewDecision(
                ReviewDecision.Kind.of(kind),
                StoredText.decode(Objects.requireNonNull(row.getString("decided_by"))),
                Instant.ofEpochMilli(row.getLong("decided_ms")),
                StoredText.decodeNullable(row.getString("decision_reason")),
                correction == null ? null : StoredJson.readAnalysis(correction));
    }
}

package io.github.supportops.copilot.store;

import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.FeedbackPage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The statements of the feedback table; each runs inside the transaction of its caller. */
final class FeedbackTable {
    private static final String INSERT = "INSERT INTO copilot_feedback (position, id, ticket_id, customer_id, model,"
            + " prompt_id, prompt_version, prompt_hash, ticket, result, " + DecisionColumns.NAMES
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";

    private FeedbackTable() {}

    /** {@return whether it was appended, which it is not when its id is already there} */
    static boolean append(Connection connection, FeedbackEntry entry) throws SQLException {
        long position = Sql.on(
                        connection,
                        "UPDATE copilot_counter SET value = value + 1 WHERE name = 'feedback' RETURNING value")
                .first(row -> row.getLong(1))
                .orElseThrow(() -> new SQLException("copilot_counter has no row for feedback", "42000"));
        Sql insert = Sql.on(connection, INSERT)
                .with(position)
                .with(StoredText.encode(entry.id()))
                .with(TicketKeys.ticket(entry.ticket()))
                .with(TicketKeys.customer(entry.ticket()))
                .with(entry.model().map(StoredText::encode).orElse(null))
                .with(entry.prompt()
                        .map(PromptIdentity::id)
                        .map(StoredText::encode)
                        .orElse(null))
                .with(entry.prompt()
                        .map(PromptIdentity::version)
                        .map(StoredText::encode)
                        .orElse(null))
                .with(entry.prompt()
                        .map(PromptIdentity::hash)
                        .map(StoredText::encode)
                        .orElse(null))
                .with(StoredJson.ticket(entry.ticket()))
                .with(StoredJson.result(entry.said()))
                .withAll(DecisionColumns.values(entry.ticket().id(), entry.decision()));
        return insert.update() == 1;
    }

    static FeedbackPage read(Connection connection, long after, int limit) throws SQLException {
        List<Long> positions = new ArrayList<>(List.of(after));
        List<FeedbackEntry> entries = Sql.on(
                        connection,
                        "SELECT position, id, ticket, result, " + DecisionColumns.NAMES
                                + " FROM copilot_feedback WHERE position > ? ORDER BY position LIMIT ?")
                .with(after)
                .with((long) limit)
                .list(row -> {
                    positions.add(row.getLong("position"));
                    return entry(row);
                });
        return new FeedbackPage(entries, positions.get(positions.size() - 1));
    }

    static int eraseTicket(Connection connection, String ticketId) throws SQLException {
        return Sql.on(connection, "DELETE FROM copilot_feedback WHERE ticket_id = ?")
                .with(StoredText.key(ticketId))
                .update();
    }

    static int eraseCustomer(Connection connection, String customerId) throws SQLException {
        return Sql.on(connection, "DELETE FROM copilot_feedback WHERE customer_id = ?")
                .with(StoredText.key(customerId))
                .update();
    }

    static int deleteDecidedBefore(Connection connection, long limit) throws SQLException {
        return Sql.on(connection, "DELETE FROM copilot_feedback WHERE decided_ms < ?")
                .with(limit)
                .update();
    }

    private static FeedbackEntry entry(ResultSet row) throws SQLException {
        return new FeedbackEntry(
                StoredText.decode(row.getString("id")),
                StoredJson.readTicket(row.getString("ticket")),
                StoredJson.readResult(row.getString("result")),
                Objects.requireNonNull(DecisionColumns.read(row), "decision"));
    }
}

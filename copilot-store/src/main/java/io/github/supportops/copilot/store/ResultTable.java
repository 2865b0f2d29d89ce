package io.github.supportops.copilot.store;

import io.github.supportops.copilot.AnalysisResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The statements of the table of cached results; each runs inside the transaction of its caller. */
final class ResultTable {
    private static final String STORE = "INSERT INTO copilot_result (cache_key, ticket_id, stored_ms, result)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT (cache_key) DO UPDATE SET ticket_id = excluded.ticket_id,"
            + " stored_ms = excluded.stored_ms, result = excluded.result";

    /** The time of the first result beyond those that are kept; as one statement, which no other writer can come between. */
    private static final String TRIM = "DELETE FROM copilot_result WHERE stored_ms <= "
            + "(SELECT stored_ms FROM copilot_result ORDER BY stored_ms DESC LIMIT 1 OFFSET ?)";

    private ResultTable() {}

    static Optional<String> find(Connection connection, String key, long storedSince) throws SQLException {
        return Sql.on(connection, "SELECT result FROM copilot_result WHERE cache_key = ? AND stored_ms >= ?")
                .with(key)
                .with(storedSince)
                .first(row -> row.getString(1));
    }

    static int store(Connection connection, String key, AnalysisResult result, long now) throws SQLException {
        return Sql.on(connection, STORE)
                .with(key)
                .with(StoredText.key(result.ticketId()))
                .with(now)
                .with(StoredJson.result(result))
                .update();
    }

    static int trim(Connection connection, int most) throws SQLException {
        return Sql.on(connection, TRIM).with((long) most).update();
    }

    static int eraseTicket(Connection connection, String ticketId) throws SQLException {
        return Sql.on(connection, "DELETE FROM copilot_result WHERE ticket_id = ?")
                .with(StoredText.key(ticketId))
                .update();
    }

    static int deleteStoredBefore(Connection connection, long limit) throws SQLException {
        return Sql.on(connection, "DELETE FROM copilot_result WHERE stored_ms < ?")
                .with(limit)
                .update();
    }

    static int clear(Connection connection) throws SQLException {
        return Sql.on(connection, "DELETE FROM copilot_result").update();
    }
}

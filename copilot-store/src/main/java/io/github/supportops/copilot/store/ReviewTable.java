package io.github.supportops.copilot.store;

import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewOrder;
import io.github.supportops.copilot.review.ReviewPosition;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statements of the review table; each runs inside the transaction of its caller. */
final class ReviewTable {
    private static final String COLUMNS = "id, version, created_ms, ticket, result, " + DecisionColumns.NAMES;
    private static final String INSERT = "INSERT INTO copilot_review (id, ticket_id, customer_id, state, version,"
            + " created_ms, intent, urgency, urgency_rank, sureness_rank, reasons, ticket, result)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    private static final String DECIDE =
            "UPDATE copilot_review SET state = ?, version = ?, decision = ?, decided_ms = ?,"
                    + " decided_by = ?, decision_reason = ?, correction = ? WHERE id = ? AND version = ? AND state = 'pending'";

    private ReviewTable() {}

    /** {@return whether it is new} */
    static boolean insert(Connection connection, Review review) throws SQLException {
        Sql insert = Sql.on(connection, INSERT)
                .with(review.id())
                .with(TicketKeys.ticket(review.ticket()))
                .with(TicketKeys.customer(review.ticket()))
                .with(review.state().wireName())
                .with(review.version())
                .with(review.createdAt().toEpochMilli())
                .with(review.result().analysis().intent().wireName())
                .with(review.result().analysis().urgency().wireName())
                .with(ReviewOrder.MOST_URGENT_FIRST.rank(review))
                .with(ReviewOrder.LEAST_SURE_FIRST.rank(review))
                .with(reasons(review))
                .with(StoredJson.ticket(review.ticket()))
                .with(StoredJson.result(review.result()));
        return insert.update() == 1;
    }

    /** The kinds between commas, so that one of them can be looked for. */
    private static String reasons(Review review) {
        return review.result().reviewReasons().stream()
                .map(reason -> reason.kind().wireName())
                .distinct()
                .collect(Collectors.joining(",", ",", ","));
    }

    static Optional<Review> find(Connection connection, String id) throws SQLException {
        return Sql.on(connection, "SELECT " + COLUMNS + " FROM copilot_review WHERE id = ?")
                .with(id)
                .first(ReviewTable::review);
    }

    /** {@return whether the review still was at that version and pending, and now is decided} */
    static boolean decide(Connection connection, Review review, long version, ReviewDecision decision)
            throws SQLException {
        return Sql.on(connection, DECIDE)
                        .with(decision.kind().state().wireName())
                        .with(version + 1)
                        .withAll(DecisionColumns.values(review.ticket().id(), decision))
                        .with(review.id())
                        .with(version)
                        .update()
                == 1;
    }

    static List<Review> list(Connection connection, ReviewQuery query, int limit) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        List<Object> values = new ArrayList<>();
        among(
                "state",
                query.states().stream().map(ReviewState::wireName).sorted().toList(),
                conditions,
                values);
        among("intent", query.intents().stream().map(Intent::wireName).sorted().toList(), conditions, values);
        among(
                "urgency",
                query.urgencies().stream().map(Urgency::wireName).sorted().toList(),
                conditions,
                values);
        withReason(query, conditions, values);
        query.ticketId().ifPresent(id -> equal("ticket_id", StoredText.key(id), conditions, values));
        query.customerId().ifPresent(id -> equal("customer_id", StoredText.key(id), conditions, values));
        query.after().ifPresent(place -> after(place, conditions, values));
        values.add((long) limit);
        String sql = "SELECT " + COLUMNS + " FROM copilot_review WHERE " + String.join(" AND ", conditions)
                + " ORDER BY " + order(query.order()) + " LIMIT ?";
        return Sql.on(connection, sql).withAll(values).list(ReviewTable::review);
    }

    private static void equal(String column, String value, List<String> conditions, List<Object> values) {
        conditions.add(column + " = ?");
        values.add(value);
    }

    private static void among(String column, Collection<String> wanted, List<String> conditions, List<Object> values) {
        if (!wanted.isEmpty()) {
            conditions.add(column + " IN (" + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")");
            values.addAll(wanted);
        }
    }

    private static void withReason(ReviewQuery query, List<String> conditions, List<Object> values) {
        if (!query.reasons().isEmpty()) {
            conditions.add(query.reasons().stream()
                    .map(kind -> "reasons LIKE ?")
                    .collect(Collectors.joining(" OR ", "(", ")")));
            query.reasons().forEach(kind -> values.add("%," + kind.wireName() + ",%"));
        }
    }

    private static void after(ReviewPosition place, List<String> conditions, List<Object> values) {
        switch (place.order()) {
            case OLDEST_FIRST -> conditions.add("(created_ms, id) > (?, ?)");
            case NEWEST_FIRST -> conditions.add("(created_ms, id) < (?, ?)");
            case MOST_URGENT_FIRST -> conditions.add("(urgency_rank, created_ms, id) > (?, ?, ?)");
            case LEAST_SURE_FIRST -> conditions.add("(sureness_rank, created_ms, id) > (?, ?, ?)");
        }
        if (place.order() == ReviewOrder.MOST_URGENT_FIRST || place.order() == ReviewOrder.LEAST_SURE_FIRST) {
            values.add(place.rank());
        }
        values.add(place.createdMillis());
        values.add(place.id());
    }

    private static String order(ReviewOrder order) {
        return switch (order) {
            case OLDEST_FIRST -> "created_ms, id";
            case NEWEST_FIRST -> "created_ms DESC, id DESC";
            case MOST_URGENT_FIRST -> "urgency_rank, created_ms, id";
            case LEAST_SURE_FIRST -> "sureness_rank, created_ms, id";
        };
    }

    static int eraseTicket(Connection connection, String ticketId) throws SQLException {
        return Sql.on(connection, "DELETE FROM copilot_review WHERE ticket_id = ?")
                .with(StoredText.key(ticketId))
                .update();
    }

    static int eraseCustomer(Connection connection, String customerId) throws SQLException {
        return Sql.on(connection, "DELETE FROM copilot_review WHERE customer_id = ?")
                .with(StoredText.key(customerId))
                .update();
    }

    static int deleteDecidedBefore(Connection connection, long limit) throws SQLException {
        return Sql.on(connection, "DELETE FROM copilot_review WHERE decided_ms < ? AND state <> 'pending'")
                .with(limit)
                .update();
    }

    private static Review review(ResultSet row) throws SQLException {
        return Review.restored(
                row.getString("id"),
                StoredJson.readTicket(row.getString("ticket")),
                StoredJson.readResult(row.getString("result")),
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("created_ms")),
                DecisionColumns.read(row));
    }
}

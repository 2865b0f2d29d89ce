package io.github.supportops.copilot.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One statement with its values; values never become part of the SQL. Not thread-safe. */
final class Sql {
    private final Connection connection;
    private final String text;
    private final List<@Nullable Object> values = new ArrayList<>();

    private Sql(Connection connection, String text) {
        this.connection = connection;
        this.text = text;
    }

    /** Makes something of the row a result stands on. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    static Sql on(Connection connection, String text) {
        return new Sql(connection, text);
    }

    /** Adds the next value: a text, a whole number, or null for an absent text. */
    Sql with(@Nullable Object value) {
        values.add(value);
        return this;
    }

    Sql withAll(List<?> more) {
        values.addAll(more);
        return this;
    }

    /** {@return how many rows were changed} */
    int update() throws SQLException {
        try (PreparedStatement statement = prepared()) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> list(Row<T> row) throws SQLException {
        try (PreparedStatement statement = prepared();
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.of(rows));
            }
            return all;
        }
    }

    <T> Optional<T> first(Row<T> row) throws SQLException {
        List<T> all = list(row);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    private PreparedStatement prepared() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            for (int at = 0; at < values.size(); at++) {
                bind(statement, at + 1, values.get(at));
            }
            return statement;
        } catch (SQLException | RuntimeException failed) {
            statement.close();
            throw failed;
        }
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        if (value instanceof Long number) {
            statement.setLong(place, number);
        } else {
            statement.setString(place, (String) value);
        }
    }
}

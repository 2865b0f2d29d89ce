package io.github.supportops.copilot.store;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Named places to go on from after a restart: how far a helpdesk was read, which feedback was exported. Thread-safe, and
 * safe for several processes: with {@link #replace} only one of them moves a cursor from where both saw it.
 */
public final class Cursors {
    private final Database database;
    private final Supplier<Instant> clock;

    Cursors(Database database, Supplier<Instant> clock) {
        this.database = database;
        this.clock = clock;
    }

    /** {@return the value of a cursor, absent if it was never written} */
    public Optional<String> read(String name) {
        String key = StoredText.key(name);
        return database.read(
                "read a cursor",
                connection -> Sql.on(connection, "SELECT value FROM copilot_cursor WHERE name = ?")
                        .with(key)
                        .first(row -> StoredText.decode(row.getString(1))));
    }

    /**
     * {@return all cursors whose name starts so, sorted by name; names that are too long for an index, or hold what is not
     * printable, are kept as a hash and not found}
     */
    public Map<String, String> startingWith(String prefix) {
        Objects.requireNonNull(prefix, "prefix");
        Map<String, String> found = new TreeMap<>();
        database.read(
                        "list cursors",
                        connection -> Sql.on(
                                        connection,
                                        "SELECT name, value FROM copilot_cursor WHERE substr(name, 1, length(?)) = ?")
                                .with(prefix)
                                .with(prefix)
                                .list(row -> Map.entry(row.getString(1), StoredText.decode(row.getString(2)))))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /** Sets a cursor, whatever it was. */
    public void write(String name, String value) {
        String key = StoredText.key(name);
        String text = StoredText.encode(value);
        database.write(
                "write a cursor",
                connection -> Sql.on(
                                connection,
                                "INSERT INTO copilot_cursor (name, value, changed_ms) VALUES (?, ?, ?)"
                                        + " ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
                                        + " changed_ms = excluded.changed_ms")
                        .with(key)
                        .with(text)
                        .with(now())
                        .update());
    }

    /**
     * Sets a cursor if it still is where it was seen.
     *
     * @param seen the value it was read with, null if it was absent
     * @param value the new value
     * @return whether it was set; if not, somebody else has moved it
     */
    public boolean replace(String name, @Nullable String seen, String value) {
        String key = StoredText.key(name);
        String text = StoredText.encode(Objects.requireNonNull(value, "value"));
        String insert = "INSERT INTO copilot_cursor (value, changed_ms, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
        String update = "UPDATE copilot_cursor SET value = ?, changed_ms = ? WHERE name = ? AND value = ?";
        return database.write("move a cursor", connection -> {
            Sql sql = Sql.on(connection, seen == null ? insert : update)
                    .with(text)
                    .with(now())
                    .with(key);
            return (seen == null ? sql : sql.with(StoredText.encode(seen))).update() == 1;
        });
    }

    /** Removes a cursor. @return whether it was there */
    public boolean remove(String name) {
        String key = StoredText.key(name);
        return database.write(
                "remove a cursor",
                connection -> Sql.on(connection, "DELETE FROM copilot_cursor WHERE name = ?")
                                .with(key)
                                .update()
                        == 1);
    }

    private long now() {
        return clock.get().toEpochMilli();
    }

    @Override
    public String toString() {
        return "Cursors[" + database.dialect() + "]";
    }
}

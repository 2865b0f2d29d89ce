package io.github.supportops.copilot.store;

import io.github.supportops.copilot.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date: numbered scripts, each run once, all in one transaction that keeps other processes out.
 * The scripts are named the way Flyway wants, for those who would rather have their own Flyway run them.
 */
final class Migrations {
    static final List<String> SCRIPTS = List.of("V1__reviews_feedback_results_cursors.sql");

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String FOLDER = "/db/copilot/";
    private static final String HISTORY = "CREATE TABLE IF NOT EXISTS copilot_schema_history ("
            + "version BIGINT NOT NULL PRIMARY KEY, script TEXT NOT NULL, checksum TEXT NOT NULL, applied_ms BIGINT NOT NULL)";

    private Migrations() {}

    static void run(Database database) {
        int applied = database.write("bring its tables up to date", connection -> {
            database.dialect().lockSchema(connection);
            return bringUpToDate(connection);
        });
        if (applied > 0) {
            LOG.info("The store's tables are at version {}; {} scripts were run", SCRIPTS.size(), applied);
        }
    }

    /** For tables that somebody else looks after: fails unless they are there. */
    static void requireTables(Database database) {
        for (String table : List.of("review", "counter", "feedback", "result", "cursor")) {
            database.read("find its table copilot_" + table, connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("SELECT 1 FROM copilot_" + table + " WHERE 1 = 0");
                }
            });
        }
    }

    private static int bringUpToDate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(HISTORY);
        }
        Map<Integer, String> known = known(connection);
        int newest = known.keySet().stream().max(Integer::compare).orElse(0);
        if (newest > SCRIPTS.size()) {
            throw new StoreException(
                    Kind.SETUP,
                    "The store's tables are at version " + newest + " and this program knows " + SCRIPTS.size()
                            + "; use the newer version of copilot-store",
                    null);
        }
        int applied = 0;
        for (int version = 1; version <= SCRIPTS.size(); version++) {
            String script = SCRIPTS.get(version - 1);
            String text = read(script);
            String checksum = known.get(version);
            if (checksum == null) {
                apply(connection, version, script, text);
                applied++;
            } else if (!checksum.equals(checksum(text))) {
                throw new StoreException(
                        Kind.SETUP,
                        "The store's tables were made by another " + script
                                + "; start with an empty database, or use the version that made them",
                        null);
            }
        }
        return applied;
    }

    private static Map<Integer, String> known(Connection connection) throws SQLException {
        Map<Integer, String> known = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version, checksum FROM copilot_schema_history")) {
            while (rows.next()) {
                known.put(rows.getInt(1), rows.getString(2));
            }
        }
        return known;
    }

    private static void apply(Connection connection, int version, String script, String text) throws SQLException {
        for (String sql : statements(text)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO copilot_schema_history (version, script, checksum, applied_ms) VALUES (?, ?, ?, ?)")) {
            insert.setInt(1, version);
            insert.setString(2, script);
            insert.setString(3, checksum(text));
            insert.setLong(4, Instant.now().toEpochMilli());
            insert.executeUpdate();
        }
    }

    /** A statement ends with a semicolon at the end of a line; comments have lines of their own. */
    static List<String> statements(String script) {
        String code = String.join(
                "\n", script.lines().filter(line -> !line.startsWith("--")).toList());
        return Arrays.stream(code.split(";\\s*(\\n|$)"))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    static String read(String script) {
        try (InputStream stream =
                Objects.requireNonNull(Migrations.class.getResourceAsStream(FOLDER + script), script)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + script + " from the library's own jar", failed);
        }
    }

    private static String checksum(String text) {
        try {
            byte[] normal = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(normal));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}

package io.github.supportops.copilot.store;

import io.github.supportops.copilot.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What the two databases do differently; all other SQL is the same for both. */
enum Dialect {
    /** One writer at a time, in a file with a write-ahead log. */
    SQLITE {
        @Override
        void prepare(Connection connection, Duration wait) throws SQLException {
            execute(connection, "PRAGMA busy_timeout = " + wait.toMillis());
            execute(connection, "PRAGMA journal_mode = WAL");
            // A decision that was confirmed survives a power cut; it costs one disk sync a transaction.
            execute(connection, "PRAGMA synchronous = FULL");
            // Erased text is overwritten in the file, not only unlinked.
            execute(connection, "PRAGMA secure_delete = ON");
        }

        /** The lock is taken at once: taken at the first write, two that have read could only fail each other. */
        @Override
        void begin(Connection connection, Duration wait) throws SQLException {
            execute(connection, "BEGIN IMMEDIATE");
        }

        @Override
        void commit(Connection connection) throws SQLException {
            execute(connection, "COMMIT");
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            execute(connection, "ROLLBACK");
        }

        /** Nothing to do: the transaction itself is the lock. */
        @Override
        void lockSchema(Connection connection) {}

        /** Copies the log into the file and empties it, as erased text would otherwise stay in the log for a while. */
        @Override
        void forget(Connection connection) throws SQLException {
            execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    },

    /** A server for many machines. */
    POSTGRESQL {
        /** Nothing to do: the connection may belong to the application, whose settings are its own. */
        @Override
        void prepare(Connection connection, Duration wait) {}

        @Override
        void requireUsable(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
                if (!encoding.next() || !"UTF8".equals(encoding.getString(1))) {
                    throw new StoreException(
                            Kind.SETUP,
                            "The PostgreSQL database does not store UTF-8; create one with ENCODING 'UTF8'",
                            null);
                }
            }
        }

        @Override
        void begin(Connection connection, Duration wait) throws SQLException {
            connection.setAutoCommit(false);
            execute(connection, "SET LOCAL lock_timeout = " + wait.toMillis());
        }

        @Override
        void commit(Connection connection) throws SQLException {
            connection.commit();
            connection.setAutoCommit(true);
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
        }

        @Override
        void lockSchema(Connection connection) throws SQLException {
            execute(connection, "SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
        }

        /** Nothing to do here: old row versions go when the server vacuums, see docs/store.md. */
        @Override
        void forget(Connection connection) {}
    };

    /** Any number that other programs on the same server are unlikely to lock. */
    private static final long SCHEMA_LOCK = 0x636f70696c6f74L;

    /** Prepares a connection that was just opened; no step of it is longer than the wait. */
    abstract void prepare(Connection connection, Duration wait) throws SQLException;

    /** Fails if this database cannot keep what a store keeps. */
    void requireUsable(Connection connection) throws SQLException {}

    /** Begins a transaction that waits no longer than this for the locks of others. */
    abstract void begin(Connection connection, Duration wait) throws SQLException;

    abstract void commit(Connection connection) throws SQLException;

    abstract void rollback(Connection connection) throws SQLException;

    /** Keeps other processes from changing the tables until the transaction ends. */
    abstract void lockSchema(Connection connection) throws SQLException;

    /** Makes the database let go of what was deleted, as far as it can be told to; outside a transaction. */
    abstract void forget(Connection connection) throws SQLException;

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "SQLite" -> SQLITE;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new StoreException(
                        Kind.SETUP, "The store needs SQLite or PostgreSQL, and this database is " + product, null);
        };
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

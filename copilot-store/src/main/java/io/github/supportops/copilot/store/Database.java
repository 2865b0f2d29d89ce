package io.github.supportops.copilot.store;

import io.github.supportops.copilot.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Runs work on a connection, as a transaction where it writes. Thread-safe. */
final class Database implements AutoCloseable {
    private static final int MOST_TRIES = 3;

    private final ConnectionPool pool;
    private final Dialect dialect;
    private final Duration wait;

    /** The writers of this process stand in line here, where waiting is fair and costs nothing; SQLite would poll. */
    private final ReentrantLock writer = new ReentrantLock(true);

    private Database(ConnectionPool pool, Dialect dialect, Duration wait) {
        this.pool = pool;
        this.dialect = dialect;
        this.wait = wait;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Opens the first connection, which shows what kind of database it is. */
    static Database open(ConnectionPool pool, Duration wait) {
        Dialect dialect = call(pool, "be opened", connection -> {
            Dialect found = Dialect.of(connection);
            found.requireUsable(connection);
            return found;
        });
        return new Database(pool, dialect, wait);
    }

    Dialect dialect() {
        return dialect;
    }

    /** Runs a single statement that reads. */
    <T> T read(String what, Work<T> work) {
        return call(pool, what, work);
    }

    /**
     * Runs a transaction; it may be run again when it and another stood in each other's way, so it has no other effect
     * than on the database.
     */
    <T> T write(String what, Work<T> work) {
        if (dialect != Dialect.SQLITE) {
            return call(pool, what, connection -> repeated(connection, work));
        }
        lockWriter();
        try {
            return call(pool, what, connection -> transaction(connection, work));
        } finally {
            writer.unlock();
        }
    }

    /** Lets go of what was deleted, as well as the database can; that this failed undoes no deletion. */
    void forgetDeleted() {
        read("let go of what was deleted", connection -> {
            dialect.forget(connection);
            return true;
        });
    }

    private <T> T repeated(Connection connection, Work<T> work) throws SQLException {
        for (int tried = 1; ; tried++) {
            try {
                return transaction(connection, work);
            } catch (SQLException failed) {
                if (tried == MOST_TRIES || !SqlFailures.worthAnotherTry(failed)) {
                    throw failed;
                }
            }
        }
    }

    private <T> T transaction(Connection connection, Work<T> work) throws SQLException {
        T result;
        try {
            dialect.begin(connection, wait);
            result = work.on(connection);
            dialect.commit(connection);
        } catch (SQLException | RuntimeException | Error failed) {
            rollback(connection, failed);
            throw failed;
        }
        return result;
    }

    private void rollback(Connection connection, Throwable failed) throws SQLException {
        try {
            dialect.rollback(connection);
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
            connection.close();
        }
    }

    private static <T> T call(ConnectionPool pool, String what, Work<T> work) {
        try {
            Connection connection = pool.take();
            boolean broken = false;
            try {
                return work.on(connection);
            } catch (SQLException failed) {
                broken = SqlFailures.breaksConnection(failed) || connection.isClosed();
                throw failed;
            } finally {
                pool.give(connection, broken);
            }
        } catch (SQLException failed) {
            throw SqlFailures.translated(what, failed);
        }
    }

    private void lockWriter() {
        try {
            if (!writer.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreException(
                        Kind.BUSY,
                        "Other writers of this process held the store for " + wait.toSeconds() + " s; try again",
                        null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreException(
                    Kind.BUSY, "The thread was interrupted while it waited to write to the store", interrupted);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

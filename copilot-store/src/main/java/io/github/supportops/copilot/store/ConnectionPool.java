package io.github.supportops.copilot.store;

import io.github.supportops.copilot.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * At most so many connections at a time; whoever finds none waits in line. Connections of our own are kept for the next
 * call, those of a user's {@code DataSource} go back to it, since it may well be a pool itself. Thread-safe.
 */
final class ConnectionPool implements AutoCloseable {
    /** A connection that was idle for longer is tried before it is used: firewalls forget idle connections. */
    private static final Duration TRUSTED_IDLE = Duration.ofSeconds(5);

    private static final long PAUSE_BEFORE_ANOTHER_OPEN = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int VALIDITY_SECONDS = 3;

    private final ConnectionSource source;
    private final boolean keep;
    private final Duration wait;
    private final Semaphore permits;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    private record Idle(Connection connection, long since) {}

    ConnectionPool(ConnectionSource source, boolean keep, int most, Duration wait) {
        this.source = source;
        this.keep = keep;
        this.wait = wait;
        this.permits = new Semaphore(most, true);
    }

    /** Takes a connection, which must be given back. */
    Connection take() throws SQLException {
        acquire();
        try {
            Optional<Connection> kept = pollIdle();
            return kept.isPresent() ? kept.get() : opened();
        } catch (SQLException | RuntimeException | Error failed) {
            permits.release();
            throw failed;
        }
    }

    /** Gives a connection back; one that is broken is closed. */
    void give(Connection connection, boolean broken) {
        try {
            if (broken || !keep || !addIdle(connection)) {
                close(connection);
            }
        } finally {
            permits.release();
        }
    }

    private void acquire() {
        try {
            if (!permits.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreException(
                        Kind.BUSY,
                        "All connections of the store were in use for " + wait.toSeconds()
                                + " s; try again, or raise maxConnections",
                        null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreException(
                    Kind.BUSY, "The thread was interrupted while it waited for a connection of the store", interrupted);
        }
    }

    private Optional<Connection> pollIdle() {
        for (Idle next = nextIdle(); next != null; next = nextIdle()) {
            if (isUsable(next)) {
                return Optional.of(next.connection());
            }
            close(next.connection());
        }
        return Optional.empty();
    }

    private synchronized @Nullable Idle nextIdle() {
        if (closed) {
            throw new StoreException(Kind.SETUP, "The store was closed; open another", null);
        }
        return idle.pollFirst();
    }

    private static boolean isUsable(Idle candidate) {
        try {
            return System.nanoTime() - candidate.since() < TRUSTED_IDLE.toNanos()
                    || candidate.connection().isValid(VALIDITY_SECONDS);
        } catch (SQLException failed) {
            return false;
        }
    }

    private synchronized boolean addIdle(Connection connection) {
        if (!closed) {
            idle.addFirst(new Idle(connection, System.nanoTime()));
        }
        return !closed;
    }

    /** SQLite does not wait by itself while another process switches the file to its log or recovers it. */
    private Connection opened() throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return openedOnce();
            } catch (SQLException failed) {
                boolean late = System.nanoTime() - start > wait.toNanos();
                if (late || SqlFailures.kind(failed) != Kind.BUSY) {
                    throw failed;
                }
                LockSupport.parkNanos(PAUSE_BEFORE_ANOTHER_OPEN);
            }
        }
    }

    private Connection openedOnce() throws SQLException {
        Connection connection = source.open();
        try {
            Dialect.of(connection).prepare(connection, wait);
            return connection;
        } catch (SQLException | RuntimeException | Error failed) {
            close(connection);
            throw failed;
        }
    }

    /** Closes what is idle now, and what is in use when it comes back. */
    @Override
    public void close() {
        Deque<Idle> left;
        synchronized (this) {
            closed = true;
            left = new ArrayDeque<>(idle);
            idle.clear();
        }
        left.forEach(each -> close(each.connection()));
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyBroken) {
            // There is nothing left to do with a connection that does not even close.
        }
    }
}

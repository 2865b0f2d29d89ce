package io.github.supportops.copilot.store;

import io.github.supportops.copilot.store.StoreException.Kind;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Opens a {@link Store}. Not thread-safe. Defaults:
 *
 * <ul>
 *   <li>at most 4 connections to an SQLite file, 8 to PostgreSQL or from a {@code DataSource};
 *   <li>10 seconds of waiting for a connection, a lock or another writer;
 *   <li>tables are made and brought up to date on opening.
 * </ul>
 */
public final class StoreBuilder {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Address address;
    private final Properties credentials = new Properties();
    private int maxConnections;
    private Duration wait = Duration.ofSeconds(10);
    private boolean migrate = true;
    private Supplier<Instant> clock = Instant::now;

    StoreBuilder(Address address) {
        this.address = address;
        this.maxConnections = address.connections();
    }

    /** Sets the user of a PostgreSQL address. Default: as the address says. @throws IllegalStateException if it is no such */
    public StoreBuilder user(String name) {
        return credential("user", name);
    }

    /** Sets the password of a PostgreSQL address. Default: as the address says. @throws IllegalStateException if it is no such */
    public StoreBuilder password(String secret) {
        return credential("password", secret);
    }

    private StoreBuilder credential(String name, String value) {
        Objects.requireNonNull(value, name);
        if (!address.takesUser()) {
            throw new IllegalStateException("A " + name
                    + " belongs to a jdbc:postgresql: address; a file has none, and a" + " DataSource brings its own");
        }
        credentials.setProperty(name, value);
        return this;
    }

    /** Sets the most connections in use at a time. @throws IllegalArgumentException if not within 1 and 1,000 */
    public StoreBuilder maxConnections(int most) {
        if (most < 1 || most > 1_000) {
            throw new IllegalArgumentException("maxConnections must be within 1 and 1000: " + most);
        }
        this.maxConnections = most;
        return this;
    }

    /**
     * Sets how long a call waits for a connection, a lock or another writer before it ends as busy. Default: 10 seconds.
     *
     * @throws IllegalArgumentException if not positive, or longer than 10 minutes
     */
    public StoreBuilder waitAtMost(Duration limit) {
        if (limit.toMillis() < 1 || limit.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("waitAtMost must be within 1 ms and 10 minutes: " + limit);
        }
        this.wait = limit;
        return this;
    }

    /**
     * Leaves the tables to somebody else, such as a Flyway of the application that runs {@code classpath:db/copilot}, or
     * an administrator where this program may not make tables. Opening then only checks that they are there.
     */
    public StoreBuilder withoutMigrations() {
        this.migrate = false;
        return this;
    }

    /** Sets the clock, which stamps what is put up and cached. */
    StoreBuilder clock(Supplier<Instant> now) {
        this.clock = now;
        return this;
    }

    /** {@return the store, connected and with its tables in place} @throws StoreException if that cannot be had */
    public Store open() {
        ConnectionPool pool = new ConnectionPool(source(), address.pooled(), maxConnections, wait);
        try {
            Database database = Database.open(pool, wait);
            if (migrate) {
                Migrations.run(database);
            } else {
                Migrations.requireTables(database);
            }
            return new Store(database, clock);
        } catch (RuntimeException | Error failed) {
            pool.close();
            throw failed;
        }
    }

    private ConnectionSource source() {
        Properties copy = new Properties();
        copy.putAll(credentials);
        try {
            return address.source().with(copy);
        } catch (UncheckedIOException failed) {
            throw new StoreException(
                    Kind.SETUP, failed.getMessage() + "; check the folder and its rights", failed.getCause());
        }
    }
}

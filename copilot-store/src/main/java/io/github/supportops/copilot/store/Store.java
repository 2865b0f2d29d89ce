package io.github.supportops.copilot.store;

import io.github.supportops.copilot.cache.ResultCache;
import io.github.supportops.copilot.review.FeedbackLog;
import io.github.supportops.copilot.review.ReviewQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * One database for reviews, feedback, cached results and cursors: an SQLite file, or PostgreSQL. It makes its own tables,
 * whose names all begin with {@code copilot_}. Thread-safe; several processes may open the same database. What it hands
 * out works until it is closed; whoever opens a store closes it.
 *
 * <pre>{@code
 * try (Store store = Store.open(Path.of("data/copilot.db"))) {
 *     TicketAnalyzer analyzer = Analyzers.reviewing(openRouter, ReviewPolicy.standard(), store.reviews(), executor);
 *     FeedbackExport.labelledTickets(store.feedback(), out);
 * }
 * }</pre>
 */
public final class Store implements AutoCloseable {
    private final Database database;
    private final Supplier<Instant> clock;
    private final Erasure erasure;
    private final FeedbackLog feedback;
    private final ReviewQueue reviews;
    private final Cursors cursors;

    Store(Database database, Supplier<Instant> clock) {
        this.database = database;
        this.clock = clock;
        this.erasure = new Erasure(database);
        this.feedback = new JdbcFeedbackLog(database);
        this.reviews = new JdbcReviewQueue(database, erasure, feedback, clock);
        this.cursors = new Cursors(database, clock);
    }

    /**
     * Opens an SQLite file, and makes it if it is not there, readable for this user alone. The file must be on a disk of
     * this machine.
     *
     * @throws StoreException if it cannot be opened
     */
    public static Store open(Path file) {
        return builder(file).open();
    }

    /**
     * Opens a database by its address: {@code jdbc:postgresql://host/name?user=…&password=…}, with the PostgreSQL driver
     * on the path, or {@code jdbc:sqlite:file}.
     *
     * @throws StoreException if it cannot be opened
     * @throws IllegalArgumentException if the address is of neither kind
     */
    public static Store open(String jdbcUrl) {
        return builder(jdbcUrl).open();
    }

    /** {@return a builder for an SQLite file} @throws IllegalArgumentException if the name of the file has a question mark */
    public static StoreBuilder builder(Path file) {
        return new StoreBuilder(Address.ofFile(file));
    }

    /** {@return a builder for an address} @throws IllegalArgumentException as {@link #open(String)} does */
    public static StoreBuilder builder(String jdbcUrl) {
        return new StoreBuilder(Address.ofUrl(jdbcUrl));
    }

    /**
     * A builder for a source of connections that the application has already, such as its pool. Each call takes one
     * connection and gives it back; the source is not closed. Connections come in auto-commit mode.
     */
    public static StoreBuilder builder(DataSource connections) {
        return new StoreBuilder(Address.ofSource(Objects.requireNonNull(connections, "connections")));
    }

    /** {@return the review queue, always the same; its decisions are in {@link #feedback()}} */
    public ReviewQueue reviews() {
        return reviews;
    }

    /** {@return the feedback log, always the same} */
    public FeedbackLog feedback() {
        return feedback;
    }

    /** {@return the cursors, always the same} */
    public Cursors cursors() {
        return cursors;
    }

    /**
     * A result cache in this database. All caches of a store share one table.
     *
     * @param maxAge results that are older are not found
     * @param mostResults about how many are kept; the oldest go first
     * @throws IllegalArgumentException if one is not positive
     */
    public ResultCache results(Duration maxAge, int mostResults) {
        if (maxAge.isNegative() || maxAge.isZero() || mostResults < 1) {
            throw new IllegalArgumentException(
                    "maxAge and mostResults must be positive: " + maxAge + ", " + mostResults);
        }
        return new JdbcResultCache(database, maxAge, mostResults, clock);
    }

    /** Erases all that is known about a ticket: reviews, feedback and the result cached for it, in one transaction. */
    public ErasedFromStore eraseTicket(String ticketId) {
        return erasure.ofTicket(ticketId);
    }

    /**
     * Erases all that is known about a customer, in one transaction. Cached results do not say whose ticket they were
     * about, so the cache is emptied.
     */
    public ErasedFromStore eraseCustomer(String customerId) {
        return erasure.ofCustomer(customerId);
    }

    /** Deletes what is older than it is to be kept; run it once a day. */
    public ErasedFromStore deleteOld(Retention retention) {
        return erasure.olderThan(retention, clock.get());
    }

    /** Closes the connections; a call under way still ends as it would have. Calling it again does nothing. */
    @Override
    public void close() {
        database.close();
    }

    /** {@return the kind of database, no address} */
    @Override
    public String toString() {
        return "Store[" + database.dialect() + "]";
    }
}

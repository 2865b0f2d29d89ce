package io.github.supportops.copilot.store;

import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.FeedbackLog;
import io.github.supportops.copilot.review.FeedbackPage;
import java.time.Instant;
import java.util.Objects;

/** The feedback log of a store. */
final class JdbcFeedbackLog implements FeedbackLog {
    private final Database database;

    JdbcFeedbackLog(Database database) {
        this.database = database;
    }

    @Override
    public boolean append(FeedbackEntry entry) {
        Objects.requireNonNull(entry, "entry");
        return database.write("append feedback", connection -> FeedbackTable.append(connection, entry));
    }

    @Override
    public FeedbackPage read(long after, int limit) {
        if (after < 0 || limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException(
                    "after must not be negative: " + after + ", limit within 1 and " + LARGEST_PAGE + ": " + limit);
        }
        return database.read("read feedback", connection -> FeedbackTable.read(connection, after, limit));
    }

    @Override
    public int eraseTicket(String ticketId) {
        Objects.requireNonNull(ticketId, "ticketId");
        return gone(database.write("erase a ticket's feedback", on -> FeedbackTable.eraseTicket(on, ticketId)));
    }

    @Override
    public int eraseCustomer(String customerId) {
        Objects.requireNonNull(customerId, "customerId");
        return gone(database.write("erase a customer's feedback", on -> FeedbackTable.eraseCustomer(on, customerId)));
    }

    @Override
    public int deleteDecidedBefore(Instant limit) {
        long millis = limit.toEpochMilli();
        return gone(database.write("delete old feedback", on -> FeedbackTable.deleteDecidedBefore(on, millis)));
    }

    private int gone(int rows) {
        database.forgetDeleted();
        return rows;
    }

    @Override
    public String toString() {
        return "JdbcFeedbackLog[" + database.dialect() + "]";
    }
}

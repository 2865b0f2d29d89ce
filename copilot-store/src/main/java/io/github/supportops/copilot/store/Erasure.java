package io.github.supportops.copilot.store;

import java.time.Instant;
import java.util.Objects;

/** Removes from all tables at once, in one transaction, and then has the database let go of what was removed. */
final class Erasure {
    private final Database database;

    Erasure(Database database) {
        this.database = database;
    }

    ErasedFromStore ofTicket(String ticketId) {
        Objects.requireNonNull(ticketId, "ticketId");
        return forgotten(database.write(
                "erase a ticket",
                connection -> new ErasedFromStore(
                        ReviewTable.eraseTicket(connection, ticketId),
                        FeedbackTable.eraseTicket(connection, ticketId),
                        ResultTable.eraseTicket(connection, ticketId))));
    }

    /** A cached result does not say whose ticket it was about, and a cache may forget at any time, so it forgets all. */
    ErasedFromStore ofCustomer(String customerId) {
        Objects.requireNonNull(customerId, "customerId");
        return forgotten(database.write(
                "erase a customer",
                connection -> new ErasedFromStore(
                        ReviewTable.eraseCustomer(connection, customerId),
                        FeedbackTable.eraseCustomer(connection, customerId),
                        ResultTable.clear(connection))));
    }

    ErasedFromStore olderThan(Retention retention, Instant now) {
        return forgotten(database.write(
                "delete what is too old",
                connection -> new ErasedFromStore(
                        ReviewTable.deleteDecidedBefore(connection, Retention.limit(now, retention.decidedReviews())),
                        FeedbackTable.deleteDecidedBefore(connection, Retention.limit(now, retention.feedback())),
                        ResultTable.deleteStoredBefore(connection, Retention.limit(now, retention.cachedResults())))));
    }

    private ErasedFromStore forgotten(ErasedFromStore erased) {
        database.forgetDeleted();
        return erased;
    }
}

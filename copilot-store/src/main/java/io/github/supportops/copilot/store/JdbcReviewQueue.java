package io.github.supportops.copilot.store;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.review.Erased;
import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.FeedbackLog;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewConflictException;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewPage;
import io.github.supportops.copilot.review.ReviewPosition;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.ReviewState;
import io.github.supportops.copilot.review.UnknownReviewException;
import io.github.supportops.copilot.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The review queue of a store. The database decides who was first: a decision is one conditional update. */
final class JdbcReviewQueue implements ReviewQueue {
    /** A review may be erased between the insert that found it and the select that wants it; hardly three times in a row. */
    private static final int MOST_TRIES = 3;

    private final Database database;
    private final Erasure erasure;
    private final FeedbackLog feedback;
    private final Supplier<Instant> clock;

    JdbcReviewQueue(Database database, Erasure erasure, FeedbackLog feedback, Supplier<Instant> clock) {
        this.database = database;
        this.erasure = erasure;
        this.feedback = feedback;
        this.clock = clock;
    }

    @Override
    public Review submit(Ticket ticket, AnalysisResult result) {
        Review fresh = Review.pending(ticket, result, clock.get());
        return database.write("put a result up for review", connection -> submitted(connection, fresh));
    }

    private static Review submitted(Connection connection, Review fresh) throws SQLException {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            if (ReviewTable.insert(connection, fresh)) {
                return fresh;
            }
            Optional<Review> known = ReviewTable.find(connection, fresh.id());
            if (known.isPresent()) {
                return known.get();
            }
        }
        throw new StoreException(Kind.BUSY, "Review " + fresh.id() + " is being erased; submit it again", null);
    }

    @Override
    public Optional<Review> find(String reviewId) {
        Objects.requireNonNull(reviewId, "reviewId");
        String key = StoredText.key(reviewId);
        return database.read("read a review", connection -> ReviewTable.find(connection, key));
    }

    @Override
    public ReviewPage list(ReviewQuery query) {
        int limit = query.limit();
        List<Review> found = database.read("list reviews", on -> ReviewTable.list(on, query, limit + 1));
        if (found.size() <= limit) {
            return new ReviewPage(found, null);
        }
        Review last = found.get(limit - 1);
        return new ReviewPage(
                found.subList(0, limit), ReviewPosition.of(query.order(), last).cursor());
    }

    @Override
    public Review decide(String reviewId, long version, ReviewDecision decision) {
        Objects.requireNonNull(reviewId, "reviewId");
        Objects.requireNonNull(decision, "decision");
        return database.write("decide a review", connection -> decided(connection, reviewId, version, decision));
    }

    private static Review decided(Connection connection, String reviewId, long version, ReviewDecision decision)
            throws SQLException {
        Review current = required(connection, reviewId);
        Review decided = current.decided(version, decision);
        if (!ReviewTable.decide(connection, current, version, decision)) {
            throw new ReviewConflictException(required(connection, reviewId), version);
        }
        FeedbackTable.append(connection, FeedbackEntry.of(decided));
        return decided;
    }

    private static Review required(Connection connection, String reviewId) throws SQLException {
        return ReviewTable.find(connection, StoredText.key(reviewId))
                .orElseThrow(() -> new UnknownReviewException(reviewId));
    }

    @Override
    public Map<ReviewState, Long> counts() {
        Map<ReviewState, Long> counts = new EnumMap<>(ReviewState.class);
        for (ReviewState state : ReviewState.values()) {
            counts.put(state, 0L);
        }
        database.read(
                "count reviews",
                connection -> Sql.on(connection, "SELECT state, COUNT(*) FROM copilot_review GROUP BY state")
                        .list(row -> counts.put(ReviewState.of(row.getString(1)), row.getLong(2))));
        return counts;
    }

    @Override
    public FeedbackLog feedback() {
        return feedback;
    }

    @Override
    public Erased eraseTicket(String ticketId) {
        return erasure.ofTicket(ticketId).reviewsAndFeedback();
    }

    @Override
    public Erased eraseCustomer(String customerId) {
        return erasure.ofCustomer(customerId).reviewsAndFeedback();
    }

    @Override
    public int deleteDecidedBefore(Instant limit) {
        long millis = limit.toEpochMilli();
        int gone = database.write("delete old reviews", on -> ReviewTable.deleteDecidedBefore(on, millis));
        database.forgetDeleted();
        return gone;
    }

    @Override
    public String toString() {
        return "JdbcReviewQueue[" + database.dialect() + "]";
    }
}

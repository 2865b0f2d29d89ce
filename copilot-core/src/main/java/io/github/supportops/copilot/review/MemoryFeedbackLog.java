package io.github.supportops.copilot.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Refuses when it is full: a log that forgot its oldest entry would not be one. */
final class MemoryFeedbackLog implements FeedbackLog {
    static final int STANDARD_LIMIT = 10_000;

    private final int mostEntries;
    private final TreeMap<Long, FeedbackEntry> entries = new TreeMap<>();
    private final Set<String> ids = new HashSet<>();
    private long last;

    MemoryFeedbackLog(int mostEntries) {
        this.mostEntries = mostEntries;
    }

    @Override
    public synchronized boolean append(FeedbackEntry entry) {
        if (ids.contains(entry.id())) {
            return false;
        }
        if (entries.size() >= mostEntries) {
            throw new ReviewLimitException("The feedback log in memory holds its " + mostEntries
                    + " entries; export and delete old ones, or keep feedback in a database (copilot-store)");
        }
        ids.add(entry.id());
        entries.put(++last, entry);
        return true;
    }

    @Override
    public synchronized FeedbackPage read(long after, int limit) {
        if (after < 0 || limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException(
                    "after must not be negative: " + after + ", limit within 1 and " + LARGEST_PAGE + ": " + limit);
        }
        List<FeedbackEntry> page = new ArrayList<>();
        long next = after;
        for (Map.Entry<Long, FeedbackEntry> entry :
                entries.tailMap(after, false).entrySet()) {
            if (page.size() == limit) {
                break;
            }
            page.add(entry.getValue());
            next = entry.getKey();
        }
        return new FeedbackPage(page, next);
    }

    @Override
    public int eraseTicket(String ticketId) {
        Objects.requireNonNull(ticketId, "ticketId");
        return remove(entry -> entry.ticket().id().equals(ticketId));
    }

    @Override
    public int eraseCustomer(String customerId) {
        Objects.requireNonNull(customerId, "customerId");
        return remove(entry -> CustomerIds.belongsTo(entry.ticket(), customerId));
    }

    @Override
    public int deleteDecidedBefore(Instant limit) {
        Objects.requireNonNull(limit, "limit");
        return remove(entry -> entry.decision().at().isBefore(limit));
    }

    private synchronized int remove(Predicate<FeedbackEntry> unwanted) {
        int before = entries.size();
        entries.values().removeIf(entry -> unwanted.test(entry) && ids.remove(entry.id()));
        return before - entries.size();
    }

    @Override
    public synchronized String toString() {
        return "MemoryFeedbackLog[" + entries.size() + " entries]";
    }
}

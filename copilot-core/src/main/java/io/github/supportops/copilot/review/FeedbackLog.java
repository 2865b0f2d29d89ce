package io.github.supportops.copilot.review;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * Every decision of a person, kept for measuring and teaching. It only grows: an entry is never changed, and it goes only
 * when it is erased or too old. Implementations are thread-safe. A {@link ReviewQueue} appends its decisions by itself;
 * append those made elsewhere, such as a label changed in the helpdesk.
 */
public interface FeedbackLog {
    /** The most entries {@link #read(long, int)} gives at once. */
    int LARGEST_PAGE = 500;

    /**
     * Appends an entry. An id that is already there is left as it is, so appending may be repeated.
     *
     * @return whether it was appended
     * @throws ReviewLimitException if the log is full or the entry too large
     */
    boolean append(FeedbackEntry entry);

    /**
     * Reads on from a place, in the order of appending. Nothing appended later ever comes before that place.
     *
     * @param after {@link FeedbackPage#next()} of the page before, 0 for the first
     * @param limit the most entries to give
     * @throws IllegalArgumentException if {@code after} is negative or the limit not within 1 and {@value #LARGEST_PAGE}
     */
    FeedbackPage read(long after, int limit);

    /** Erases what is known about a ticket. @return how many entries went */
    int eraseTicket(String ticketId);

    /** Erases what is known about a customer. @return how many entries went */
    int eraseCustomer(String customerId);

    /** Deletes the entries that were decided before a time. @return how many went */
    int deleteDecidedBefore(Instant limit);

    /** Hands over all entries, oldest first, in pages, so that a log of any length takes little memory. */
    default void forEach(Consumer<FeedbackEntry> reader) {
        long place = 0;
        for (FeedbackPage page = read(place, LARGEST_PAGE);
                !page.entries().isEmpty();
                page = read(place, LARGEST_PAGE)) {
            page.entries().forEach(reader);
            place = page.next();
        }
    }

    /** {@return an empty log in memory that refuses more than 10,000 entries, about 100 MB} */
    static FeedbackLog inMemory() {
        return new MemoryFeedbackLog(MemoryFeedbackLog.STANDARD_LIMIT);
    }
}

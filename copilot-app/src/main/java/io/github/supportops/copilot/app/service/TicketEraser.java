package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.review.Erased;
import io.github.supportops.copilot.review.ReviewPage;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Erases a ticket or a customer everywhere the service keeps it: reviews, feedback, and the files of jobs. */
final class TicketEraser {
    private final ReviewQueue reviews;
    private final Jobs jobs;

    TicketEraser(ReviewQueue reviews, Jobs jobs) {
        this.reviews = reviews;
        this.jobs = jobs;
    }

    Erasure eraseTicket(String ticketId) {
        // Jobs first: one that still runs could otherwise put the ticket up for review again.
        int deleted = jobs.deleteHolding(Set.of(ticketId));
        return erasure(reviews.eraseTicket(ticketId), deleted);
    }

    /**
     * The same ticket may be here once with its customer and once without, in a file with two columns for instance. So all
     * that is here under the ids of the customer's tickets goes, too.
     */
    Erasure eraseCustomer(String customerId) {
        Set<String> tickets = ticketsOf(customerId);
        Set<String> names = new HashSet<>(tickets);
        names.add(customerId);
        int deleted = jobs.deleteHolding(names);
        Erasure erasure = erasure(reviews.eraseCustomer(customerId), deleted);
        for (String ticket : tickets) {
            erasure = erasure.and(reviews.eraseTicket(ticket));
        }
        return erasure;
    }

    private Set<String> ticketsOf(String customerId) {
        Set<String> tickets = new HashSet<>();
        ReviewQuery.Builder query = ReviewQuery.builder().customerId(customerId).limit(ReviewQuery.LARGEST_LIMIT);
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            after.filter(place -> !place.isEmpty()).ifPresent(query::after);
            ReviewPage page = reviews.list(query.build());
            page.reviews().forEach(review -> tickets.add(review.ticket().id()));
            after = page.next();
        }
        return tickets;
    }

    private static Erasure erasure(Erased erased, int jobs) {
        return new Erasure(erased.reviews(), erased.feedbackEntries(), jobs);
    }

    /** How much went. A job goes as a whole, because its file is one thing. */
    record Erasure(int reviews, int feedbackEntries, int jobs) {
        private Erasure and(Erased more) {
            return new Erasure(reviews + more.reviews(), feedbackEntries + more.feedbackEntries(), jobs);
        }
    }
}

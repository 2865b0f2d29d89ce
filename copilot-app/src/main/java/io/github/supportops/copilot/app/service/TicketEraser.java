package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.review.Erased;
import io.github.supportops.copilot.review.ReviewQueue;

/** Erases a ticket everywhere the service keeps it: reviews, feedback, and the files of jobs. */
final class TicketEraser {
    private final ReviewQueue reviews;
    private final Jobs jobs;

    TicketEraser(ReviewQueue reviews, Jobs jobs) {
        this.reviews = reviews;
        this.jobs = jobs;
    }

    Erasure erase(String ticketId) {
        // Jobs first: one that still runs could otherwise put the ticket up for review again.
        int deleted = jobs.deleteHolding(ticketId);
        Erased erased = reviews.eraseTicket(ticketId);
        return new Erasure(erased.reviews(), erased.feedbackEntries(), deleted);
    }

    /** How much went. A job goes as a whole, because its file is one thing. */
    record Erasure(int reviews, int feedbackEntries, int jobs) {}
}

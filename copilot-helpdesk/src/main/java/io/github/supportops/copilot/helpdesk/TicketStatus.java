package io.github.supportops.copilot.helpdesk;

/** What can still happen to a ticket. */
public enum TicketStatus {
    /** Somebody works on it or waits for an answer. */
    OPEN,
    /** Answered; the customer's next message opens it again. */
    SOLVED,
    /** Finished for good; many systems refuse changes. */
    CLOSED
}

package io.github.supportops.copilot.testkit.helpdesk;

import java.net.URI;
import java.util.List;

/**
 * A help desk in memory behind a real HTTP server on loopback: what its customers and agents do, done by hand, and what came
 * of it. Thread-safe. Close it when done.
 */
public interface FakeHelpdesk extends AutoCloseable {

    /** {@return where it listens, for the setting of the same kind} */
    URI baseUrl();

    /** A customer opens a ticket. @return its id */
    String customerOpens(String subject, String message);

    /** A customer writes once more; a solved ticket opens again. */
    void customerWrites(String ticketId, String message);

    /** An agent answers the customer. */
    void agentReplies(String ticketId, String message);

    /** An agent sets the priority, in the system's own words. */
    void agentSetsPriority(String ticketId, String priority);

    /** An agent adds a tag, or in systems without tags changes a field of the same meaning. */
    void agentAddsTag(String ticketId, String tag);

    /** An agent marks the ticket as solved. */
    void agentSolves(String ticketId);

    /** {@return what a ticket looks like now} */
    FakeTicketView ticket(String ticketId);

    /** {@return the ids of all tickets, in the order they were opened} */
    List<String> ticketIds();

    /** {@return what goes wrong on purpose; nothing at first} */
    Faults faults();

    /** {@return every call that came, oldest first; the last 10,000} */
    List<FakeCall> calls();

    /** {@return how many calls were refused because a limit was exceeded, injected refusals not counted} */
    long limitViolations();

    /** {@return a webhook call about this ticket as the real system would send it now} */
    FakeWebhook webhook(String ticketId);

    @Override
    void close();
}

package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One account of a help desk. Calls block until they have an answer or fail with a {@link HelpdeskException}; they keep the
 * account's rate limits by waiting, renew their token by themselves, and may be interrupted (the thread's interrupt flag
 * stays set). Implementations are thread-safe. Whoever built it closes it.
 */
public interface Helpdesk extends AutoCloseable {

    /** {@return the name of the system, in lower case: {@code zendesk}, {@code freshdesk}, {@code salesforce}} */
    String system();

    /**
     * Checks before the first ticket that the key works, has the rights it needs, and that every field and group the policy
     * names exists and can hold what will be written.
     *
     * @throws HelpdeskSetupException naming everything that is missing
     */
    void check(TriagePolicy policy);

    /** {@return the first page of the tickets that changed since a time, oldest change first} */
    ChangePage changesSince(Instant since);

    /** {@return the page behind another one; {@code cursor} is its {@link ChangePage#next()}, also after a restart} */
    ChangePage changesAfter(String cursor);

    /** {@return a ticket with its whole conversation, as it is now; absent if it is gone} */
    Optional<HelpdeskTicket> read(String ticketId);

    /** {@return the value this system has for an urgency, for example {@code urgent}} */
    String priorityFor(Urgency urgency);

    /** {@return whether tickets have tags; where they have none, a policy's tags are left out of the plan} */
    default boolean hasTags() {
        return true;
    }

    /** {@return exactly the requests that {@link #write} would send} */
    List<HelpdeskRequest> preview(TicketUpdate update);

    /**
     * Writes one update if the ticket still is as it was read. May be repeated: a note whose marker is already there is not
     * added again.
     *
     * @throws HelpdeskUnavailableException if it is not known whether it was written; read the ticket before trying again
     * @throws HelpdeskRefusedException if the system does not take this update, for example for a rule of its own
     */
    WriteOutcome write(TicketUpdate update);

    /** {@return how many updates {@link #writeAll} sends by one call; 1 where it sends them one by one} */
    default int batchSize() {
        return 1;
    }

    /**
     * Writes several updates, by fewer calls where the system can. The outcomes stand in the order of the updates; an
     * update that fails by itself has {@link WriteOutcome.Kind#FAILED} and does not stop the others.
     */
    default List<WriteOutcome> writeAll(List<TicketUpdate> updates) {
        List<WriteOutcome> outcomes = new ArrayList<>(updates.size());
        for (TicketUpdate update : updates) {
            try {
                outcomes.add(write(update));
            } catch (HelpdeskRefusedException refused) {
                outcomes.add(WriteOutcome.failed(refused));
            }
        }
        return outcomes;
    }

    /**
     * Verifies a webhook call and reads which tickets it is about. Its content is a hint only: the tickets are read again.
     *
     * @throws WebhookRefusedException if it is not proven to come from the help desk, too old, or not readable
     */
    WebhookNotice webhook(WebhookRequest request);

    /** Releases connections. */
    @Override
    void close();
}

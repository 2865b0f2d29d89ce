package io.github.supportops.copilot.store;

import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Ticket;
import org.jspecify.annotations.Nullable;

/** The keys a ticket and its customer are found by. */
final class TicketKeys {
    private TicketKeys() {}

    static String ticket(Ticket ticket) {
        return StoredText.key(ticket.id());
    }

    /** {@return the customer's key, null where the customer is not known} */
    static @Nullable String customer(Ticket ticket) {
        return ticket.customer().flatMap(Customer::id).map(StoredText::key).orElse(null);
    }
}

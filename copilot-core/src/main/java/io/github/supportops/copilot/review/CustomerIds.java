package io.github.supportops.copilot.review;

import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Ticket;

/** Whose ticket it is. */
final class CustomerIds {
    private CustomerIds() {}

    static boolean belongsTo(Ticket ticket, String customerId) {
        return ticket.customer()
                .flatMap(Customer::id)
                .filter(customerId::equals)
                .isPresent();
    }
}

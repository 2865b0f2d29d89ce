package io.github.supportops.copilot.review;

import io.github.supportops.copilot.Ticket;
import java.util.Optional;

/**
 * Suspects tickets that try to instruct the machine. A suspicion is a reason for a person to look, nothing more: it neither
 * blocks nor changes a ticket, and a clever attack gets past it. What keeps attacks harmless is that a ticket is only ever
 * data to the model and that every answer is validated.
 *
 * <p>Implementations are thread-safe and take time linear in the length of the ticket.
 */
@FunctionalInterface
public interface InjectionSuspicion {

    /** {@return the first sign found in subject, message or earlier messages; empty when there is none} */
    Optional<InjectionSign> suspects(Ticket ticket);

    /** {@return the suspicion that comes with this library: phrases in English, German, French and Spanish, marks, hidden text} */
    static InjectionSuspicion standard() {
        return PhraseSuspicion.STANDARD;
    }

    /** {@return one that suspects nothing} */
    static InjectionSuspicion none() {
        return ticket -> Optional.empty();
    }
}

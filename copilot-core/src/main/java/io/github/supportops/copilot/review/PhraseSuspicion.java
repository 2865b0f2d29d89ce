package io.github.supportops.copilot.review;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import java.util.Optional;

/** Looks for hidden characters first, then for marks and phrases of the readable list beside this class. */
final class PhraseSuspicion implements InjectionSuspicion {
    static final PhraseSuspicion STANDARD = new PhraseSuspicion(InjectionPhrases.read("injection-phrases.txt"));

    private final InjectionPhrases phrases;

    private PhraseSuspicion(InjectionPhrases phrases) {
        this.phrases = phrases;
    }

    @Override
    public Optional<InjectionSign> suspects(Ticket ticket) {
        Optional<InjectionSign> sign = inText(ticket.message());
        if (sign.isEmpty() && ticket.subject().isPresent()) {
            sign = inText(ticket.subject().get());
        }
        for (TicketMessage message : ticket.thread()) {
            sign = sign.isPresent() ? sign : inText(message.text());
        }
        return sign;
    }

    private Optional<InjectionSign> inText(String text) {
        return HiddenText.isIn(text) ? Optional.of(InjectionSign.HIDES_TEXT) : phrases.find(text);
    }

    @Override
    public String toString() {
        return "InjectionSuspicion[" + phrases + "]";
    }
}

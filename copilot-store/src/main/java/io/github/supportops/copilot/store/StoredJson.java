package io.github.supportops.copilot.store;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.review.ReviewLimitException;
import io.github.supportops.copilot.store.StoreException.Kind;

/** Tickets, results and corrections as the JSON text the tables hold. */
final class StoredJson {
    /** Larger than any ticket people write; a million of the largest would still be what nobody wants in a queue. */
    static final int LARGEST = 4 * 1024 * 1024;

    private StoredJson() {}

    /** Reads back what it wrote, as a review that can never be read again would be lost. */
    static String ticket(Ticket ticket) {
        String json = checked(AnalysisJson.writeTicket(ticket), ticket.id());
        if (!comesBack(ticket, json)) {
            throw new ReviewLimitException("Ticket " + StoredText.key(ticket.id())
                    + " has a part that does not come back from JSON as it was, such as an attribute name of more than"
                    + " 50,000 characters or with half a surrogate pair; rename or leave it out");
        }
        return json;
    }

    private static boolean comesBack(Ticket ticket, String json) {
        try {
            return AnalysisJson.readTicket(json).equals(ticket);
        } catch (InvalidTicketException unreadable) {
            return false;
        }
    }

    static Ticket readTicket(String json) {
        try {
            return AnalysisJson.readTicket(json);
        } catch (InvalidTicketException broken) {
            throw unreadable("ticket", broken);
        }
    }

    static String result(AnalysisResult result) {
        return checked(AnalysisJson.writeDetailed(result), result.ticketId());
    }

    static AnalysisResult readResult(String json) {
        try {
            return AnalysisJson.read(json);
        } catch (IllegalArgumentException broken) {
            throw unreadable("result", broken);
        }
    }

    /** A correction stands in the same form as a result, made by a person. */
    static String analysis(String ticketId, TicketAnalysis analysis) {
        Provenance person = Provenance.builder("person").build();
        return checked(
                AnalysisJson.write(
                        AnalysisResult.builder(ticketId, analysis, person).build()),
                ticketId);
    }

    static TicketAnalysis readAnalysis(String json) {
        return readResult(json).analysis();
    }

    private static String checked(String json, String ticketId) {
        if (json.length() > LARGEST) {
            throw new ReviewLimitException("Ticket " + StoredText.key(ticketId) + " or its result has "
                    + json.length() + " characters as JSON, and the store keeps at most " + LARGEST
                    + "; shorten it before it is analysed");
        }
        return json;
    }

    private static StoreException unreadable(String what, RuntimeException cause) {
        return new StoreException(
                Kind.DATA,
                "The store holds a " + what + " it cannot read; was it changed by hand, or written by a newer version?",
                cause);
    }
}

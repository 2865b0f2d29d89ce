package io.github.supportops.copilot.local.internal.reply;

import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.local.internal.text.CueReport;
import java.util.List;
import java.util.Map;

/** Composes a suggested reply: greeting, an opening in the right tone, what happens next, closing. Thread-safe. */
public final class ReplyComposer {

    private final ReplyBook book = ReplyBook.load();

    /**
     * What the reply must fit.
     *
     * @param foreign whether the ticket is in a language that is not understood
     */
    public record Situation(
            Intent intent, Urgency urgency, Sentiment sentiment, ChurnRisk churnRisk, boolean foreign) {}

    /** The reply to a message; the same message and situation always get the same one. */
    public String compose(String message, Situation situation, CueReport cues) {
        int choice = message.hashCode() >>> 3;
        Map<String, String> facts = new TicketFacts(message).values();
        if (situation.foreign()) {
            return String.join(
                    "\n\n",
                    List.of(
                            book.sentence("greeting", choice, facts),
                            book.sentence("foreign", choice, facts),
                            book.sentence("close_normal", choice, facts)));
        }
        boolean upset = situation.sentiment() == Sentiment.NEGATIVE;
        String opening = book.sentence(opening(situation), choice / 3, facts);
        String body = book.sentence(subject(situation, cues), choice / 7, facts);
        boolean urgent = situation.urgency().compareTo(Urgency.HIGH) >= 0;
        String closing = urgent ? book.sentence("close_urgent", choice / 11, facts) + "\n\n" : "";
        return book.sentence(upset ? "greeting_upset" : "greeting", choice, facts)
                        .replace("Dear,", "Hello,")
                + "\n\n" + opening + " " + body + "\n\n" + closing
                + book.sentence("close_normal", choice / 5, facts);
    }

    private static String opening(Situation situation) {
        return switch (situation.sentiment()) {
            case NEGATIVE -> "open_upset";
            case NEUTRAL -> "open_neutral";
            case POSITIVE -> "open_glad";
        };
    }

    /** What the reply is about: danger first, then what the customer asks for, then the intent. */
    private static String subject(Situation situation, CueReport cues) {
        if (situation.urgency() == Urgency.CRITICAL) {
            for (String danger : List.of("safety", "fraud", "security", "outage")) {
                if (cues.has(danger)) {
                    return danger;
                }
            }
        }
        if (cues.has("human_wish") || cues.has("call_back")) {
            return "human";
        }
        if (situation.churnRisk() == ChurnRisk.HIGH) {
            return "cancel";
        }
        return switch (situation.intent()) {
            case BILLING -> cues.has("refund") ? "refund" : cues.has("fraud") ? "fraud" : "charge";
            case TECHNICAL_ISSUE -> cues.has("declined") ? "declined" : "fault";
            case FEATURE_REQUEST -> "wish";
            case COMPLAINT -> "complaint";
            case GENERAL_QUERY -> general(situation, cues);
        };
    }

    private static String general(Situation situation, CueReport cues) {
        if (situation.sentiment() == Sentiment.POSITIVE && !cues.has("question")) {
            return "praise";
        }
        if (cues.has("order_status")) {
            return "order_status";
        }
        return cues.has("question") || cues.has("account_change") ? "how_to" : "general";
    }
}

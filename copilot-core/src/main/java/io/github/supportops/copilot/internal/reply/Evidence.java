package io.github.supportops.copilot.internal.reply;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that a quote stands in the ticket, and returns it as it stands there. */
final class Evidence {
    private final List<String> texts = new ArrayList<>();
    private final List<Folded> foldedTexts = new ArrayList<>();

    Evidence(Ticket ticket) {
        texts.add(ticket.message());
        ticket.subject().ifPresent(texts::add);
        ticket.thread().stream().map(TicketMessage::text).forEach(texts::add);
    }

    /** The passage, or empty when it does not occur; case, spacing, quotation marks and dots at the ends may differ. */
    Optional<String> passage(String quote, Set<Repair> repairs) {
        if (texts.stream().anyMatch(text -> text.contains(quote))) {
            return Optional.of(quote);
        }
        String wanted = new Folded(trimmed(quote)).text.toString();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        for (Folded folded : folded()) {
            int start = folded.text.indexOf(wanted);
            if (start >= 0) {
                repairs.add(Repair.EVIDENCE_SPELLING);
                return Optional.of(folded.original(start, start + wanted.length()));
            }
        }
        return Optional.empty();
    }

    /** Folding a long ticket costs something, so it is done once and only when some quote needs it. */
    private List<Folded> folded() {
        if (foldedTexts.isEmpty()) {
            texts.forEach(text -> foldedTexts.add(new Folded(text)));
        }
        return foldedTexts;
    }

    private static String trimmed(String quote) {
        int start = 0;
        int end = quote.length();
        while (start < end && isTrim(quote.charAt(start))) {
            start++;
        }
        while (end > start && isTrim(quote.charAt(end - 1))) {
            end--;
        }
        return quote.substring(start, end);
    }

    private static boolean isTrim(char character) {
        return Character.isWhitespace(character) || "\"'.\u2026\u201c\u201d\u2018\u2019".indexOf(character) >= 0;
    }

    /** A text with case, spacing and quotation marks made equal, and the way back to where each character came from. */
    private static final class Folded {
        private final String source;
        private final StringBuilder text;
        private final int[] origins;

        Folded(String source) {
            this.source = source;
            this.text = new StringBuilder(source.length());
            this.origins = new int[source.length()];
            for (int i = 0; i < source.length(); i++) {
                char next = folded(source.charAt(i));
                boolean repeatedSpace = next == ' ' && text.length() > 0 && text.charAt(text.length() - 1) == ' ';
                if (!repeatedSpace) {
                    origins[text.length()] = i;
                    text.append(next);
                }
            }
        }

        String original(int start, int end) {
            return source.substring(origins[start], origins[end - 1] + 1);
        }

        private static char folded(char character) {
            return switch (character) {
                case '\u2018', '\u2019' -> '\'';
                case '\u201c', '\u201d' -> '"';
                case '\u00a0' -> ' ';
                default -> Character.isWhitespace(character) ? ' ' : Character.toLowerCase(character);
            };
        }
    }
}

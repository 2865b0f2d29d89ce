package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.Ticket;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/** Conditions for {@link BusinessRule}s. Letters match in either case. Thread-safe. */
public final class TicketConditions {
    private TicketConditions() {}

    /** {@return whether the customer has one of these tiers} */
    public static Predicate<Ticket> customerTier(String... tiers) {
        List<String> wanted = List.of(tiers);
        return ticket -> ticket.customer()
                .flatMap(customer -> customer.tier())
                .filter(tier -> wanted.stream().anyMatch(tier::equalsIgnoreCase))
                .isPresent();
    }

    /** {@return whether the customer pays at least this much a year, in US dollars} */
    public static Predicate<Ticket> annualValueAtLeast(BigDecimal usd) {
        Objects.requireNonNull(usd, "usd");
        return ticket -> ticket.customer()
                .flatMap(customer -> customer.annualValueUsd())
                .filter(value -> value.compareTo(usd) >= 0)
                .isPresent();
    }

    /** {@return whether the ticket arrived on one of these channels} */
    public static Predicate<Ticket> channel(String... channels) {
        List<String> wanted = List.of(channels);
        return ticket -> ticket.channel()
                .filter(channel -> wanted.stream().anyMatch(channel::equalsIgnoreCase))
                .isPresent();
    }

    /** {@return whether the ticket carries this attribute with exactly this value} */
    public static Predicate<Ticket> attribute(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return ticket -> value.equals(ticket.attributes().get(name));
    }

    /**
     * Whether subject or message hold one of these words or phrases. Whole words only: {@code sue} is not found in {@code
     * issue}. The time grows with the length of the ticket times the number of phrases.
     *
     * @throws IllegalArgumentException if a phrase is blank
     */
    public static Predicate<Ticket> mentions(String... phrases) {
        List<String> wanted = List.of(phrases).stream()
                .map(TicketConditions::requireText)
                .map(phrase -> phrase.toLowerCase(Locale.ROOT))
                .toList();
        return ticket -> {
            String text = (ticket.subject().orElse("") + "\n" + ticket.message()).toLowerCase(Locale.ROOT);
            return wanted.stream().anyMatch(phrase -> holdsWord(text, phrase));
        };
    }

    private static boolean holdsWord(String text, String phrase) {
        for (int at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
            if (isBoundary(text, at - 1) && isBoundary(text, at + phrase.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    private static String requireText(String phrase) {
        if (phrase.isBlank()) {
            throw new IllegalArgumentException("A phrase must not be blank");
        }
        return phrase.strip();
    }
}

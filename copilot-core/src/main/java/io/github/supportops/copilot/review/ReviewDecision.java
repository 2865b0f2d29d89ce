package io.github.supportops.copilot.review;

import io.github.supportops.copilot.TicketAnalysis;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided about a review: by whom, when and why. Immutable; {@code toString()} leaves out the reason and the
 * reply, which may hold ticket text.
 *
 * <pre>{@code
 * queue.decide(review.id(), review.version(), ReviewDecision.correct("ana", better).because("an outage, not a question"));
 * }</pre>
 *
 * @param kind what was decided
 * @param by who decided, as the caller names people; never blank, at most {@value #LONGEST_BY} characters
 * @param at when, kept to the millisecond
 * @param why the reason in the person's words, at most {@value #LONGEST_WHY} characters, or null; read it with {@link
 *     #reason()}
 * @param corrected the analysis that is right, for {@link Kind#CORRECT} alone, otherwise null; read it with {@link
 *     #correction()}
 */
public record ReviewDecision(
        Kind kind,
        String by,
        Instant at,
        @Nullable String why,
        @Nullable TicketAnalysis corrected) {
    /** The most characters a person's name may have. */
    public static final int LONGEST_BY = 200;

    /** The most characters a reason may have. */
    public static final int LONGEST_WHY = 4_000;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a text is blank or too long, or a correction is missing or not asked for
     */
    public ReviewDecision {
        Objects.requireNonNull(kind, "kind");
        requireText(by, "by", LONGEST_BY);
        at = at.truncatedTo(ChronoUnit.MILLIS);
        if (why != null) {
            requireText(why, "why", LONGEST_WHY);
        }
        if ((kind == Kind.CORRECT) != (corrected != null)) {
            throw new IllegalArgumentException(
                    "A corrected analysis belongs to the decision 'correct', and only to it: " + kind.wireName());
        }
    }

    /** What a person can decide. */
    public enum Kind {
        /** The analysis is right as it is. */
        APPROVE,
        /** The analysis is wrong, and this is the right one. */
        CORRECT,
        /** The ticket is not worth a label. */
        DISMISS;

        /** {@return the name used in JSON and in databases, in lower_snake_case} */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Reads a name as written by {@link #wireName()}.
         *
         * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
         */
        public static Kind of(String wireName) {
            return ReviewNames.read(Kind.class, "decision", wireName);
        }

        /** {@return the state a review is in after this decision} */
        public ReviewState state() {
            return switch (this) {
                case APPROVE -> ReviewState.APPROVED;
                case CORRECT -> ReviewState.CORRECTED;
                case DISMISS -> ReviewState.DISMISSED;
            };
        }
    }

    /** {@return that the analysis is right, decided now} */
    public static ReviewDecision approve(String by) {
        return new ReviewDecision(Kind.APPROVE, by, Instant.now(), null, null);
    }

    /** {@return that this analysis is the right one, decided now} */
    public static ReviewDecision correct(String by, TicketAnalysis right) {
        return new ReviewDecision(Kind.CORRECT, by, Instant.now(), null, Objects.requireNonNull(right, "right"));
    }

    /** {@return that the ticket is put aside, decided now} */
    public static ReviewDecision dismiss(String by) {
        return new ReviewDecision(Kind.DISMISS, by, Instant.now(), null, null);
    }

    /** {@return this decision with a reason} */
    public ReviewDecision because(String reason) {
        return new ReviewDecision(kind, by, at, Objects.requireNonNull(reason, "reason"), corrected);
    }

    /** {@return this decision, made at another time} */
    public ReviewDecision at(Instant time) {
        return new ReviewDecision(kind, by, time, why, corrected);
    }

    /** {@return the reason} */
    public Optional<String> reason() {
        return Optional.ofNullable(why);
    }

    /** {@return the analysis that is right; present for a correction alone} */
    public Optional<TicketAnalysis> correction() {
        return Optional.ofNullable(corrected);
    }

    @Override
    public String toString() {
        return "ReviewDecision[" + kind.wireName() + ", at=" + at + "]";
    }

    private static void requireText(String text, String name, int longest) {
        Objects.requireNonNull(text, name);
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException("A decision's " + name + " must have 1 to " + longest
                    + " characters that are not all blank; it has " + text.length());
        }
    }
}

package io.github.supportops.copilot.review;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One decision of a person beside what the analyzer had said. Immutable; {@code toString()} holds no ticket text and no
 * reply.
 *
 * @param id the id; appending an id that is already in a log changes nothing
 * @param ticket the ticket as it stood
 * @param said what the analyzer said, with its model and prompt in the provenance
 * @param decision what the person decided
 */
public record FeedbackEntry(String id, Ticket ticket, AnalysisResult said, ReviewDecision decision) {
    /** The most characters an id may have. */
    public static final int LONGEST_ID = 200;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the id is blank or too long, or the result is about another ticket
     */
    public FeedbackEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(decision, "decision");
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("The id of feedback must have 1 to " + LONGEST_ID + " characters");
        }
        if (!ticket.id().equals(said.ticketId())) {
            throw new IllegalArgumentException(
                    "Ticket and result of the feedback " + id + " are not about the same id");
        }
    }

    /**
     * {@return the feedback of a decided review; its id follows from the review's id and the time of the decision, since a
     * ticket whose review was deleted may be reviewed once more}
     *
     * @param review which one
     * @throws IllegalArgumentException if it is pending
     */
    public static FeedbackEntry of(Review review) {
        ReviewDecision decision = review.decision()
                .orElseThrow(() -> new IllegalArgumentException("Review " + review.id() + " is not decided yet"));
        String id = review.id() + "-" + decision.at().toEpochMilli();
        return new FeedbackEntry(id, review.ticket(), review.result(), decision);
    }

    /** {@return the analysis a person stands behind: approved or corrected; absent when the ticket was dismissed} */
    public Optional<TicketAnalysis> settled() {
        return switch (decision.kind()) {
            case APPROVE -> Optional.of(said.analysis());
            case CORRECT -> decision.correction();
            case DISMISS -> Optional.empty();
        };
    }

    /** {@return the fields the person changed; empty unless the decision is a correction} */
    public Set<AnalysisField> changedFields() {
        EnumSet<AnalysisField> changed = EnumSet.noneOf(AnalysisField.class);
        decision.correction().ifPresent(right -> {
            for (AnalysisField field : AnalysisField.values()) {
                if (!right.wireValue(field).equals(said.analysis().wireValue(field))) {
                    changed.add(field);
                }
            }
        });
        return Collections.unmodifiableSet(changed);
    }

    /** {@return the prompt the analyzer had used} */
    public Optional<PromptIdentity> prompt() {
        return said.provenance().prompt();
    }

    /** {@return the model that had answered} */
    public Optional<String> model() {
        return said.provenance().model();
    }
}

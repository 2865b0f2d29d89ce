package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TokenUsage;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one ticket of a batch: a result or a failure, never both and never none. Immutable; {@code toString()}
 * holds no ticket text.
 */
public final class TicketOutcome {
    private final long index;
    private final @Nullable Ticket ticket;
    private final @Nullable AnalysisResult result;
    private final @Nullable AnalysisException failure;
    private final boolean reused;

    private TicketOutcome(
            long index,
            @Nullable Ticket ticket,
            @Nullable AnalysisResult result,
            @Nullable AnalysisException failure,
            boolean reused) {
        this.index = index;
        this.ticket = ticket;
        this.result = result;
        this.failure = failure;
        this.reused = reused;
    }

    /** {@return the outcome of a ticket that was analysed} */
    public static TicketOutcome success(long index, Ticket ticket, AnalysisResult result) {
        return new TicketOutcome(
                index, Objects.requireNonNull(ticket, "ticket"), Objects.requireNonNull(result, "result"), null, false);
    }

    /** {@return the outcome of a ticket whose result was there already, so that nothing was paid for it} */
    public static TicketOutcome reused(long index, Ticket ticket, AnalysisResult result) {
        return new TicketOutcome(
                index, Objects.requireNonNull(ticket, "ticket"), Objects.requireNonNull(result, "result"), null, true);
    }

    /** {@return the outcome of a ticket that has no result; the ticket is null where it could not even be read} */
    public static TicketOutcome failure(long index, @Nullable Ticket ticket, AnalysisException failure) {
        return new TicketOutcome(index, ticket, null, Objects.requireNonNull(failure, "failure"), false);
    }

    /** {@return the ticket's place in the input, starting with 0} */
    public long index() {
        return index;
    }

    /** {@return the ticket; absent where it could not be read} */
    public Optional<Ticket> ticket() {
        return Optional.ofNullable(ticket);
    }

    /** {@return whether there is a result} */
    public boolean isSuccess() {
        return result != null;
    }

    /** {@return the result; present exactly when there is no failure} */
    public Optional<AnalysisResult> result() {
        return Optional.ofNullable(result);
    }

    /** {@return why there is no result; present exactly when there is none} */
    public Optional<AnalysisException> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return whether the result was taken from an identical ticket or from a cache, at no cost} */
    public boolean isReused() {
        return reused;
    }

    /** {@return tokens and cost of every call made for this ticket} */
    public TokenUsage usage() {
        if (reused) {
            return TokenUsage.none();
        }
        return result != null
                ? result.provenance().usage()
                : Objects.requireNonNull(failure).usage();
    }

    @Override
    public String toString() {
        return "TicketOutcome[index=" + index + ", " + (result != null ? "success" : "failure")
                + (reused ? ", reused" : "") + "]";
    }
}

package io.github.supportops.copilot;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An analysis that gave no trustworthy result. There is one subtype for each decision a caller makes: try later ({@link
 * ProviderUnavailableException}), fix the setup ({@link SetupException}), fix the input ({@link
 * InvalidTicketException}), distrust the answer ({@link InvalidAnswerException}).
 *
 * <p>Messages and accessors hold no ticket text, no model output and no key.
 */
public abstract sealed class AnalysisException extends RuntimeException
        permits ProviderUnavailableException, SetupException, InvalidTicketException, InvalidAnswerException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable Integer status;
    private final transient List<Attempt> attempts;

    AnalysisException(
            FailureKind kind,
            String message,
            @Nullable Integer status,
            List<Attempt> attempts,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.status = status;
        this.attempts = List.copyOf(attempts);
    }

    /** {@return what happened, finer than the type} */
    public FailureKind kind() {
        return kind;
    }

    /** {@return the HTTP status of the last call, or the error code inside a 200; absent when there was none} */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** {@return every call that was made, in order} */
    public List<Attempt> attempts() {
        return attempts == null ? List.of() : attempts;
    }

    /** {@return how many calls were made for the ticket; one that was shared by ten tickets counts a tenth} */
    public double calls() {
        return attempts().stream()
                .mapToDouble(attempt -> 1.0 / attempt.sharedBy())
                .sum();
    }

    /** {@return tokens and cost of all calls that were made} */
    public TokenUsage usage() {
        return attempts().stream().map(Attempt::usage).reduce(TokenUsage.none(), TokenUsage::plus);
    }
}

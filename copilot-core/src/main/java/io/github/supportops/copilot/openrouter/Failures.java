package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.internal.reply.ProviderFailure;
import io.github.supportops.copilot.schema.ValidationIssue;
import io.github.supportops.copilot.schema.ValidationIssue.Code;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From what happened to the exception whose type says what to do next. */
final class Failures {
    private Failures() {}

    static AnalysisException of(ProviderFailure failure, List<Attempt> attempts) {
        return of(failure.kind(), failure.message(), failure.status(), failure.retryAfter(), attempts);
    }

    static AnalysisException of(
            FailureKind kind,
            String message,
            @Nullable Integer status,
            @Nullable Duration retryAfter,
            List<Attempt> attempts) {
        return switch (kind) {
            case RATE_LIMITED, QUOTA_EXHAUSTED, PROVIDER_ERROR, CONNECTION, DEADLINE, CIRCUIT_OPEN, BUSY ->
                new ProviderUnavailableException(kind, message, status, retryAfter, attempts, null);
            case API_KEY, CREDITS, MODEL, PERMISSION, REQUEST, CLOSED, BUDGET ->
                new SetupException(kind, message, status, attempts, null);
            case BAD_TICKET, TICKET_TOO_LONG, BLOCKED_CONTENT ->
                new InvalidTicketException(kind, message, status, attempts, null);
            case INVALID_ANSWER, TRUNCATED_ANSWER, REFUSAL ->
                new InvalidAnswerException(kind, message, status, List.of(), attempts);
        };
    }

    /** The circuit of a model is open. */
    static ProviderFailure resting(Duration askAgainAfter) {
        return new ProviderFailure(
                FailureKind.CIRCUIT_OPEN,
                ProviderFailure.Action.NEXT_MODEL,
                null,
                "Recent calls to the model kept failing, so none was made. Try again later.",
                askAgainAfter,
                false,
                false,
                TokenUsage.none(),
                "");
    }

    static AnalysisException busy(List<Attempt> attempts) {
        return of(
                FailureKind.BUSY,
                "Too many analyses are waiting for their turn. Slow down or raise maxWaitingCalls.",
                null,
                null,
                attempts);
    }

    static AnalysisException overBudget(List<Attempt> attempts) {
        return of(
                FailureKind.BUDGET,
                "The budget does not cover the worst case of one more call. Raise it to go on.",
                null,
                null,
                attempts);
    }

    static AnalysisException late(Duration deadline, List<Attempt> attempts) {
        return of(
                FailureKind.DEADLINE,
                "No valid answer arrived within " + deadline.toMillis() + " ms. Raise the deadline or try again later.",
                null,
                null,
                attempts);
    }

    static AnalysisException invalidAnswer(List<ValidationIssue> issues, List<Attempt> attempts) {
        boolean cut = issues.stream().anyMatch(issue -> issue.code() == Code.TRUNCATED);
        String where = issues.stream().map(ValidationIssue::path).distinct().collect(Collectors.joining(", "));
        return new InvalidAnswerException(
                cut ? FailureKind.TRUNCATED_ANSWER : FailureKind.INVALID_ANSWER,
                cut
                        ? "Every answer was cut off. Raise maxTokens, or choose a model that writes less."
                        : "No answer was valid; the last one was wrong at " + where
                                + ". Try another model or let a person triage it.",
                200,
                issues,
                attempts);
    }

    static AnalysisException refusal(List<Attempt> attempts) {
        return new InvalidAnswerException(
                FailureKind.REFUSAL,
                "The model declined to answer. Try another model or let a person triage it.",
                200,
                List.of(),
                attempts);
    }
}

package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import java.util.List;
import java.util.stream.Collectors;

/** Which failures another analyzer can make good, and what is thrown when none could. */
final class FallThrough {
    private FallThrough() {}

    /**
     * A ticket nobody can read stays unreadable, and a closed analyzer is the caller's own doing. Everything else is about
     * one provider, one model or one answer. What is no {@link AnalysisException} is a mistake in the program or a
     * cancellation, and is not covered up.
     */
    static boolean allows(Throwable failure) {
        return failure instanceof AnalysisException analysis
                && analysis.kind() != FailureKind.BAD_TICKET
                && analysis.kind() != FailureKind.CLOSED;
    }

    /**
     * The failure to throw when all failed: the one that leaves most hope, since what heals by waiting should be tried
     * again rather than stop a batch. It carries the calls of all; the failures themselves are attached to it.
     */
    static AnalysisException joined(List<AnalysisException> failures, List<Attempt> attempts) {
        AnalysisException hope = failures.get(0);
        for (AnalysisException failure : failures) {
            if (hopelessness(failure) < hopelessness(hope)) {
                hope = failure;
            }
        }
        AnalysisException joined = copy(hope, message(failures, hope), attempts);
        failures.forEach(joined::addSuppressed);
        return joined;
    }

    /** The same failure for somebody who only shared the call, so that its cost is counted once. */
    static AnalysisException withoutCalls(AnalysisException failure) {
        String message = failure.getMessage() == null ? "The analysis failed" : failure.getMessage();
        AnalysisException copy = copy(failure, message, List.of());
        copy.addSuppressed(failure);
        return copy;
    }

    private static String message(List<AnalysisException> failures, AnalysisException hope) {
        String kinds =
                failures.stream().map(failure -> failure.kind().wireName()).collect(Collectors.joining(", then "));
        return "None of " + failures.size() + " analyzers answered (" + kinds + "). " + hope.getMessage();
    }

    private static int hopelessness(AnalysisException failure) {
        if (failure instanceof ProviderUnavailableException) {
            return 0;
        }
        if (failure instanceof InvalidAnswerException) {
            return 1;
        }
        return failure instanceof InvalidTicketException ? 2 : 3;
    }

    private static AnalysisException copy(AnalysisException failure, String message, List<Attempt> attempts) {
        Integer status = failure.status().isPresent() ? failure.status().getAsInt() : null;
        if (failure instanceof ProviderUnavailableException unavailable) {
            return new ProviderUnavailableException(
                    failure.kind(),
                    message,
                    status,
                    unavailable.retryAfter().orElse(null),
                    attempts,
                    failure.getCause());
        }
        if (failure instanceof InvalidAnswerException invalid) {
            return new InvalidAnswerException(failure.kind(), message, status, invalid.issues(), attempts);
        }
        if (failure instanceof InvalidTicketException) {
            return new InvalidTicketException(failure.kind(), message, status, attempts, failure.getCause());
        }
        return new SetupException(failure.kind(), message, status, attempts, failure.getCause());
    }
}

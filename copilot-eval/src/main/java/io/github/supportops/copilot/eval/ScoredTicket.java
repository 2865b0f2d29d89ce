package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.batch.TicketOutcome;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One labelled ticket with what the analyzer made of it. Immutable. */
public final class ScoredTicket {
    private final LabelledTicket labelled;
    private final @Nullable AnalysisResult result;
    private final @Nullable AnalysisException failure;

    private ScoredTicket(
            LabelledTicket labelled, @Nullable AnalysisResult result, @Nullable AnalysisException failure) {
        this.labelled = Objects.requireNonNull(labelled, "labelled");
        this.result = result;
        this.failure = failure;
    }

    static ScoredTicket of(LabelledTicket labelled, TicketOutcome outcome) {
        return new ScoredTicket(
                labelled, outcome.result().orElse(null), outcome.failure().orElse(null));
    }

    /** {@return the ticket and its right labels} */
    public LabelledTicket labelled() {
        return labelled;
    }

    /** {@return what the analyzer answered, absent when it failed} */
    public Optional<AnalysisResult> result() {
        return Optional.ofNullable(result);
    }

    /** {@return why there is no answer, absent when there is one} */
    public Optional<FailureKind> failure() {
        return Optional.ofNullable(failure).map(AnalysisException::kind);
    }

    /** {@return how long the analysis took as the analyzer measured it, absent when it failed} */
    public Optional<Duration> latency() {
        return result().map(answer -> answer.provenance().duration());
    }

    /** {@return tokens and cost of all calls, those of a failure included} */
    public TokenUsage usage() {
        if (result != null) {
            return result.provenance().usage();
        }
        return failure == null ? TokenUsage.none() : failure.usage();
    }

    @Override
    public String toString() {
        return "ScoredTicket[" + labelled + ", answered=" + (result != null) + "]";
    }
}

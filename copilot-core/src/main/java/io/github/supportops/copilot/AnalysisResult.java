package io.github.supportops.copilot;

import io.github.supportops.copilot.internal.text.SafeText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's triage with all that is known about it: how sure, why, from where, and whether a person should look.
 * Immutable; {@code toString()} holds no ticket text and no reply.
 */
public final class AnalysisResult {
    private final String ticketId;
    private final TicketAnalysis analysis;
    private final Confidence confidence;
    private final Explanation explanation;
    private final Provenance provenance;
    private final List<ReviewReason> reviewReasons;

    private AnalysisResult(Builder builder) {
        this.ticketId = builder.ticketId;
        this.analysis = builder.analysis;
        this.confidence = builder.confidence;
        this.explanation = builder.explanation;
        this.provenance = builder.provenance;
        this.reviewReasons = List.copyOf(builder.reviewReasons);
    }

    /** {@return a builder for the result of a ticket; confidence, explanation and reasons are empty by default} */
    public static Builder builder(String ticketId, TicketAnalysis analysis, Provenance provenance) {
        return new Builder(ticketId, analysis, provenance);
    }

    /** {@return the id of the ticket} */
    public String ticketId() {
        return ticketId;
    }

    /** {@return the six fields} */
    public TicketAnalysis analysis() {
        return analysis;
    }

    /** {@return how sure the analyzer is, field by field} */
    public Confidence confidence() {
        return confidence;
    }

    /** {@return why; empty unless it was asked for} */
    public Explanation explanation() {
        return explanation;
    }

    /** {@return from where, and what it cost} */
    public Provenance provenance() {
        return provenance;
    }

    /** {@return why a person should look; empty when nobody needs to} */
    public List<ReviewReason> reviewReasons() {
        return reviewReasons;
    }

    /** {@return whether a person should look} */
    public boolean needsReview() {
        return !reviewReasons.isEmpty();
    }

    /** {@return a builder with everything of this result} */
    public Builder toBuilder() {
        return new Builder(ticketId, analysis, provenance)
                .confidence(confidence)
                .explanation(explanation)
                .reviewReasons(reviewReasons);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AnalysisResult that
                && ticketId.equals(that.ticketId)
                && analysis.equals(that.analysis)
                && confidence.equals(that.confidence)
                && explanation.equals(that.explanation)
                && provenance.equals(that.provenance)
                && reviewReasons.equals(that.reviewReasons);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ticketId, analysis, confidence, explanation, provenance, reviewReasons);
    }

    @Override
    public String toString() {
        return "AnalysisResult[ticketId=" + SafeText.printable(ticketId) + ", " + analysis + ", " + provenance
                + ", reviewReasons=" + reviewReasons + "]";
    }

    /** Builds an {@link AnalysisResult}. Not thread-safe. */
    public static final class Builder {
        private final String ticketId;
        private TicketAnalysis analysis;
        private Confidence confidence = Confidence.none();
        private Explanation explanation = Explanation.none();
        private Provenance provenance;
        private List<ReviewReason> reviewReasons = List.of();

        private Builder(String ticketId, TicketAnalysis analysis, Provenance provenance) {
            this.ticketId = Objects.requireNonNull(ticketId, "ticketId");
            this.analysis = Objects.requireNonNull(analysis, "analysis");
            this.provenance = Objects.requireNonNull(provenance, "provenance");
        }

        /** Replaces the six fields. */
        public Builder analysis(TicketAnalysis changed) {
            this.analysis = Objects.requireNonNull(changed, "analysis");
            return this;
        }

        /** Sets the confidence. Default: none measured. */
        public Builder confidence(Confidence measured) {
            this.confidence = Objects.requireNonNull(measured, "confidence");
            return this;
        }

        /** Sets the explanation. Default: none. */
        public Builder explanation(Explanation given) {
            this.explanation = Objects.requireNonNull(given, "explanation");
            return this;
        }

        /** Replaces the provenance. */
        public Builder provenance(Provenance changed) {
            this.provenance = Objects.requireNonNull(changed, "provenance");
            return this;
        }

        /** Replaces the review reasons. Default: none. */
        public Builder reviewReasons(List<ReviewReason> reasons) {
            this.reviewReasons = List.copyOf(reasons);
            return this;
        }

        /** {@return the result} */
        public AnalysisResult build() {
            return new AnalysisResult(this);
        }
    }
}

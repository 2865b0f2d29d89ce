package io.github.supportops.copilot.review;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.ReviewReason.Kind;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.internal.reply.Repair;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Decides which results a person should look at, and says why. Immutable and thread-safe.
 *
 * <p>Defaults, each changed on the {@link #builder() builder}:
 *
 * <ul>
 *   <li>a label whose measured confidence is below {@value #STANDARD_THRESHOLD};
 *   <li>urgency critical, churn risk high;
 *   <li>whatever analyzers and rules already gave as a reason, disagreement among them;
 *   <li>an answer that had to be repaired, packaging aside;
 *   <li>a ticket that looks as if it tries to instruct the machine;
 *   <li>any language is supported, and confidence that was not measured is no reason.
 * </ul>
 */
public final class ReviewPolicy {
    /** The confidence below which a label is reviewed unless another threshold is set. */
    public static final double STANDARD_THRESHOLD = 0.5;

    /** These take off what was wrapped around an answer and leave its content alone. */
    private static final Set<String> PACKAGING = Set.of(
            Repair.EVENT_STREAM.wireName(),
            Repair.CONTENT_PARTS.wireName(),
            Repair.THINK_TEXT.wireName(),
            Repair.CODE_FENCE.wireName(),
            Repair.EVIDENCE_SPELLING.wireName());

    private static final ReviewPolicy STANDARD = builder().build();

    private final Thresholds thresholds;
    private final boolean reviewsUnmeasured;
    private final Set<Kind> ignored;
    private final Set<String> harmlessRepairs;
    private final Set<String> languages;
    private final InjectionSuspicion injection;

    private ReviewPolicy(Builder builder) {
        this.thresholds = builder.thresholds;
        this.reviewsUnmeasured = builder.reviewsUnmeasured;
        this.ignored = EnumSet.copyOf(builder.ignored);
        this.harmlessRepairs = Set.copyOf(builder.harmlessRepairs);
        this.languages = Set.copyOf(builder.languages);
        this.injection = builder.injection;
    }

    /** {@return the policy with all defaults} */
    public static ReviewPolicy standard() {
        return STANDARD;
    }

    /** {@return a builder with all defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * All reasons for a person to look at a result, those already on it first; empty when there is none. Reasons hold no
     * ticket text and no model output.
     */
    public List<ReviewReason> reasons(Ticket ticket, AnalysisResult result) {
        Set<ReviewReason> reasons = new LinkedHashSet<>(result.reviewReasons());
        addUnsure(result.confidence(), reasons);
        addLabels(result, reasons);
        addRepairs(result.provenance().repairs(), reasons);
        addLanguage(ticket, result, reasons);
        injection
                .suspects(ticket)
                .ifPresent(sign -> reasons.add(new ReviewReason(Kind.INJECTION_SUSPECTED, sign.description())));
        return reasons.stream()
                .filter(reason -> !ignored.contains(reason.kind()))
                .toList();
    }

    private void addUnsure(Confidence confidence, Set<ReviewReason> reasons) {
        for (AnalysisField field : AnalysisField.values()) {
            OptionalDouble wanted = thresholds.of(field);
            OptionalDouble measured = confidence.of(field);
            if (wanted.isPresent() && measured.isPresent() && measured.getAsDouble() < wanted.getAsDouble()) {
                reasons.add(new ReviewReason(
                        Kind.LOW_CONFIDENCE,
                        String.format(
                                Locale.ROOT,
                                "%s %.2f is below %.2f",
                                field.wireName(),
                                measured.getAsDouble(),
                                wanted.getAsDouble())));
            } else if (wanted.isPresent() && measured.isEmpty() && reviewsUnmeasured) {
                reasons.add(new ReviewReason(Kind.LOW_CONFIDENCE, field.wireName() + " was not measured"));
            }
        }
    }

    private static void addLabels(AnalysisResult result, Set<ReviewReason> reasons) {
        if (result.analysis().urgency() == Urgency.CRITICAL) {
            reasons.add(new ReviewReason(Kind.CRITICAL_URGENCY, "urgency is critical"));
        }
        if (result.analysis().churnRisk() == ChurnRisk.HIGH) {
            reasons.add(new ReviewReason(Kind.HIGH_CHURN_RISK, "churn risk is high"));
        }
    }

    private void addRepairs(List<String> repairs, Set<ReviewReason> reasons) {
        repairs.stream()
                .filter(repair -> !harmlessRepairs.contains(repair))
                .forEach(repair -> reasons.add(new ReviewReason(Kind.REPAIRED_ANSWER, repair)));
    }

    private void addLanguage(Ticket ticket, AnalysisResult result, Set<ReviewReason> reasons) {
        Optional<String> language = result.explanation().language().or(ticket::language);
        if (!languages.isEmpty() && language.isPresent() && !languages.contains(primary(language.get()))) {
            reasons.add(new ReviewReason(Kind.UNSUPPORTED_LANGUAGE, "the language is none of those supported"));
        }
    }

    private static String primary(String tag) {
        return Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    }

    @Override
    public String toString() {
        return "ReviewPolicy[thresholds=" + thresholds + ", ignored=" + ignored + "]";
    }

    /** Builds a {@link ReviewPolicy}. Not thread-safe. */
    public static final class Builder {
        private Thresholds thresholds = Thresholds.ofLabels(STANDARD_THRESHOLD);
        private boolean reviewsUnmeasured;
        private final EnumSet<Kind> ignored = EnumSet.noneOf(Kind.class);
        private Set<String> harmlessRepairs = PACKAGING;
        private Set<String> languages = Set.of();
        private InjectionSuspicion injection = InjectionSuspicion.standard();

        private Builder() {}

        /** Replaces all thresholds. Default: {@value ReviewPolicy#STANDARD_THRESHOLD} for each label. */
        public Builder thresholds(Thresholds wanted) {
            this.thresholds = Objects.requireNonNull(wanted, "thresholds");
            return this;
        }

        /** Replaces one field's threshold. @throws IllegalArgumentException if not within 0 and 1 */
        public Builder threshold(AnalysisField field, double wanted) {
            this.thresholds = thresholds.with(field, wanted);
            return this;
        }

        /** Sets whether a field with a threshold but without measured confidence is reviewed. Default: no. */
        public Builder reviewUnmeasured(boolean review) {
            this.reviewsUnmeasured = review;
            return this;
        }

        /** Leaves out reasons of these kinds, also those already on a result. Default: none. */
        public Builder ignore(Kind... kinds) {
            this.ignored.addAll(Arrays.asList(kinds));
            return this;
        }

        /**
         * Sets the names of repairs that need no person. Default: event_stream, content_parts, think_text, code_fence and
         * evidence_spelling.
         */
        public Builder harmlessRepairs(Set<String> names) {
            this.harmlessRepairs = Set.copyOf(names);
            return this;
        }

        /**
         * Sets the supported languages, BCP 47 tags of which the first part counts. A ticket's language is what the
         * analyzer detected, otherwise the ticket's hint. Default: empty, which supports all.
         */
        public Builder supportedLanguages(Set<String> tags) {
            this.languages = Set.copyOf(tags.stream().map(ReviewPolicy::primary).toList());
            return this;
        }

        /** Sets what suspects an attempt to instruct the machine. Default: {@link InjectionSuspicion#standard()}. */
        public Builder injectionSuspicion(InjectionSuspicion suspicion) {
            this.injection = Objects.requireNonNull(suspicion, "suspicion");
            return this;
        }

        /** {@return the policy; the builder may be used again} */
        public ReviewPolicy build() {
            return new ReviewPolicy(this);
        }
    }
}

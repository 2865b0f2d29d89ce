package io.github.supportops.copilot.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.ProvenanceStep;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.review.Thresholds;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CascadeTest {
    private final ManualAnalyzer cheap = new ManualAnalyzer("Cheap");
    private final ManualAnalyzer dear = new ManualAnalyzer("Dear");
    private final TicketAnalyzer cascade = Analyzers.cascade(cheap, dear);

    @Test
    void aSureCheapAnswerIsEnough() {
        AnalysisResult answer = Sample.sure(Sample.result("cheap"), 0.9);

        CompletableFuture<AnalysisResult> result = cascade.analyzeAsync(Sample.TICKET);
        cheap.call(0).complete(answer);

        assertThat(result).isCompletedWithValue(answer);
        assertThat(dear.callCount()).isZero();
    }

    @Test
    void oneFieldBelowItsThresholdAsksTheNext() {
        AnalysisResult answer = Sample.sure(Sample.result("cheap"), 0.9);
        answer = answer.toBuilder()
                .confidence(Confidence.of(
                        Map.of(AnalysisField.INTENT, 0.9, AnalysisField.URGENCY, 0.7, AnalysisField.SENTIMENT, 0.9)))
                .build();
        Thresholds urgencyOnly = Thresholds.none().with(AnalysisField.URGENCY, 0.8);

        CompletableFuture<AnalysisResult> result =
                Analyzers.cascade(urgencyOnly, cheap, dear).analyzeAsync(Sample.TICKET);
        cheap.call(0).complete(answer);
        dear.call(0).complete(Sample.billed(Sample.result("dear"), "large", "0.02"));

        assertThat(result.join().provenance().analyzer()).isEqualTo("dear");
        assertThat(result.join().provenance().steps())
                .containsExactly(new ProvenanceStep("cascade", "analyzer 1 of 2 is not sure of urgency"));
    }

    @Test
    void theIntentMustBeSurerThanTheOtherLabelsByDefault() {
        cascade.analyzeAsync(Sample.TICKET);
        cheap.call(0).complete(Sample.sure(Sample.result("cheap"), 0.89));

        assertThat(dear.callCount()).isEqualTo(1);
        assertThat(Analyzers.cascadeThresholds().of(AnalysisField.INTENT)).hasValue(0.9);
        assertThat(Analyzers.cascadeThresholds().of(AnalysisField.URGENCY)).hasValue(0.6);
    }

    @Test
    void absentConfidenceAsksTheNext() {
        cascade.analyzeAsync(Sample.TICKET);
        cheap.call(0).complete(Sample.result("cheap"));

        assertThat(dear.callCount()).isEqualTo(1);
    }

    @Test
    void theLastAnswerIsGivenHoweverUnsureItIs() {
        CompletableFuture<AnalysisResult> result = cascade.analyzeAsync(Sample.TICKET);
        cheap.call(0).complete(Sample.sure(Sample.result("cheap"), 0.1));
        dear.call(0).complete(Sample.sure(Sample.result("dear"), 0.2));

        assertThat(result.join().provenance().analyzer()).isEqualTo("dear");
        assertThat(result.join().needsReview()).isFalse();
    }

    @Test
    void theUnsureAnswerIsGivenForReviewWhenTheNextFails() {
        CompletableFuture<AnalysisResult> result = Analyzers.cascade(
                        Thresholds.none().with(AnalysisField.INTENT, 0.6), cheap, dear)
                .analyzeAsync(Sample.TICKET);
        cheap.call(0).complete(Sample.sure(Sample.result("cheap"), 0.3));
        dear.call(0).completeExceptionally(Sample.rateLimited());

        assertThat(result.join().provenance().analyzer()).isEqualTo("cheap");
        assertThat(result.join().reviewReasons())
                .containsExactly(new ReviewReason(
                        ReviewReason.Kind.LOW_CONFIDENCE,
                        "intent below the cascade's threshold, and the next analyzer failed: rate_limited"));
    }

    @Test
    void aCheapAnalyzerThatFailsIsPassedOver() {
        CompletableFuture<AnalysisResult> result = cascade.analyzeAsync(Sample.TICKET);
        cheap.call(0).completeExceptionally(Sample.badKey());
        dear.call(0).complete(Sample.result("dear"));

        assertThat(result.join().provenance().steps())
                .containsExactly(new ProvenanceStep("cascade", "analyzer 1 of 2 failed: api_key"));
    }

    @Test
    void whenAllFailTheCascadeFails() {
        CompletableFuture<AnalysisResult> result = cascade.analyzeAsync(Sample.TICKET);
        cheap.call(0).completeExceptionally(Sample.badKey());
        dear.call(0).completeExceptionally(Sample.invalidAnswer());

        assertThatThrownBy(result::join)
                .hasRootCauseMessage(
                        "None of 2 analyzers answered (api_key, then invalid_answer). No answer passed validation");
    }

    @Test
    void cancellingEndsTheDearCall() {
        CompletableFuture<AnalysisResult> result = cascade.analyzeAsync(Sample.TICKET);
        cheap.call(0).complete(Sample.result("cheap"));
        result.cancel(true);

        assertThat(dear.call(0)).isCancelled();
    }

    @Test
    void thresholdsArePrinted() {
        assertThat(Analyzers.cascade(Thresholds.ofLabels(0.7), cheap, dear)).hasToString("Cascade[0.70](Cheap, Dear)");
    }
}

package io.github.supportops.copilot.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.Urgency;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class VoteTest {
    private final ManualAnalyzer first = new ManualAnalyzer("A");
    private final ManualAnalyzer second = new ManualAnalyzer("B");
    private final ManualAnalyzer third = new ManualAnalyzer("C");
    private final TicketAnalyzer vote = Analyzers.vote(first, second, third);

    @Test
    void theMajorityDecidesFieldByFieldAndItsShareIsTheConfidence() {
        CompletableFuture<AnalysisResult> result = vote.analyzeAsync(Sample.TICKET);
        first.call(0).complete(Sample.result("a", analysis(Intent.BILLING, Urgency.HIGH)));
        second.call(0).complete(Sample.result("b", analysis(Intent.COMPLAINT, Urgency.HIGH)));
        third.call(0).complete(Sample.result("c", analysis(Intent.COMPLAINT, Urgency.HIGH)));

        assertThat(result.join().analysis().intent()).isEqualTo(Intent.COMPLAINT);
        assertThat(result.join().confidence().of(AnalysisField.INTENT)).hasValue(2.0 / 3);
        assertThat(result.join().confidence().of(AnalysisField.URGENCY)).hasValue(1.0);
        assertThat(result.join().confidence().of(AnalysisField.SUGGESTED_RESPONSE))
                .isEmpty();
        assertThat(result.join().reviewReasons())
                .containsExactly(new ReviewReason(ReviewReason.Kind.DISAGREEMENT, "intent: 2 of 3 said complaint"));
    }

    @Test
    void theReplyComesFromTheVoterNearestToTheOutcome() {
        CompletableFuture<AnalysisResult> result = vote.analyzeAsync(Sample.TICKET);
        first.call(0).complete(Sample.result("a", analysis(Intent.BILLING, Urgency.LOW)));
        second.call(0).complete(Sample.result("b", analysis(Intent.COMPLAINT, Urgency.HIGH)));
        third.call(0).complete(Sample.result("c", analysis(Intent.COMPLAINT, Urgency.HIGH)));

        assertThat(result.join().provenance().analyzer()).isEqualTo("b");
    }

    @Test
    void betweenEqualsTheEarlierAnalyzerDecidesWhateverOrderTheyAnswerIn() {
        CompletableFuture<AnalysisResult> result = Analyzers.vote(first, second).analyzeAsync(Sample.TICKET);
        second.call(0).complete(Sample.result("b", analysis(Intent.COMPLAINT, Urgency.HIGH)));
        first.call(0).complete(Sample.result("a", analysis(Intent.BILLING, Urgency.HIGH)));

        assertThat(result.join().analysis().intent()).isEqualTo(Intent.BILLING);
        assertThat(result.join().confidence().of(AnalysisField.INTENT)).hasValue(0.5);
    }

    @Test
    void aVoterThatFailsAgreesWithNobody() {
        CompletableFuture<AnalysisResult> result = vote.analyzeAsync(Sample.TICKET);
        first.call(0).complete(Sample.result("a"));
        second.call(0).completeExceptionally(Sample.rateLimited());
        third.call(0).complete(Sample.result("c"));

        assertThat(result.join().confidence().of(AnalysisField.INTENT)).hasValue(2.0 / 3);
        assertThat(result.join().needsReview()).isFalse();
        assertThat(result.join().provenance().steps()).hasToString("[vote: 2 of 3 answered]");
    }

    @Test
    void withoutAMajorityOfAnswersTheVoteFails() {
        CompletableFuture<AnalysisResult> result = vote.analyzeAsync(Sample.TICKET);
        first.call(0).complete(Sample.result("a"));
        second.call(0).completeExceptionally(Sample.rateLimited());
        third.call(0).completeExceptionally(Sample.badKey());

        assertThatThrownBy(result::join).hasMessageContaining("rate_limited, then api_key");
    }

    @Test
    void aTicketNobodyCanReadEndsTheOtherCalls() {
        CompletableFuture<AnalysisResult> result = vote.analyzeAsync(Sample.TICKET);
        first.call(0).completeExceptionally(new InvalidTicketException("The ticket cannot be read"));

        assertThat(result).isCompletedExceptionally();
        assertThat(second.call(0)).isCancelled();
        assertThat(third.call(0)).isCancelled();
    }

    @Test
    void allCallsAreInTheLedger() {
        CompletableFuture<AnalysisResult> result = vote.analyzeAsync(Sample.TICKET);
        first.call(0).complete(Sample.billed(Sample.result("a"), "one", "0.01"));
        second.call(0).complete(Sample.billed(Sample.result("b"), "two", "0.02"));
        third.call(0).complete(Sample.billed(Sample.result("c"), "three", "0.03"));

        assertThat(result.join().provenance().usage().cost().orElseThrow()).isEqualByComparingTo("0.06");
    }

    @Test
    void samplesOfOneAnalyzerVoteAndItIsClosedOnce() {
        TicketAnalyzer sampled = Analyzers.sampled(first, 3);

        CompletableFuture<AnalysisResult> result = sampled.analyzeAsync(Sample.TICKET);
        for (int sample = 0; sample < 3; sample++) {
            first.call(sample).complete(Sample.result("a"));
        }
        sampled.close();

        assertThat(result.join().confidence().of(AnalysisField.CHURN_RISK)).hasValue(1.0);
        assertThat(first.closeCount()).isEqualTo(1);
        assertThat(sampled).hasToString("Sampled[3](A)");
    }

    @Test
    void tooManySamplesAreRefused() {
        assertThatThrownBy(() -> Analyzers.sampled(first, 21))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("samples must be within 2 and 20: 21");
    }

    private static TicketAnalysis analysis(Intent intent, Urgency urgency) {
        return new TicketAnalysis(intent, urgency, Sentiment.NEGATIVE, false, ChurnRisk.LOW, "We will see to it.");
    }
}

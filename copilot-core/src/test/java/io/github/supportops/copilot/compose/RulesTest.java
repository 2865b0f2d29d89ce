package io.github.supportops.copilot.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private static final BusinessRule VIP = BusinessRule.named("vip-floor")
            .when(TicketConditions.customerTier("vip", "platinum"))
            .urgencyAtLeast(Urgency.HIGH)
            .build();
    private static final BusinessRule LEGAL = BusinessRule.named("legal")
            .when(TicketConditions.mentions("lawyer", "sue", "data protection"))
            .escalate()
            .review()
            .build();

    @Test
    void aFloorRaisesTheUrgencyAndTheResultNamesTheRule() {
        AnalysisResult result = apply(vip("VIP", "Hello there"), VIP);

        assertThat(result.analysis().urgency()).isEqualTo(Urgency.HIGH);
        assertThat(result.provenance().steps()).hasToString("[rule vip-floor: urgency raised from medium to high]");
        assertThat(result.reviewReasons()).isEmpty();
    }

    @Test
    void aRaisedFieldLosesItsConfidenceBecauseItWasMeasuredOnAnotherValue() {
        AnalysisResult result = apply(vip("vip", "Hello there"), VIP);

        assertThat(result.confidence().of(AnalysisField.URGENCY)).isEmpty();
        assertThat(result.confidence().of(AnalysisField.INTENT)).hasValue(0.9);
    }

    @Test
    void aFloorNeverLowers() {
        BusinessRule low = BusinessRule.named("low")
                .urgencyAtLeast(Urgency.LOW)
                .churnRiskAtLeast(ChurnRisk.LOW)
                .build();

        AnalysisResult result = apply(Sample.TICKET, low);

        assertThat(result.analysis()).isEqualTo(Sample.ANALYSIS);
        assertThat(result.provenance().steps()).isEmpty();
        assertThat(result.confidence().of(AnalysisField.URGENCY)).hasValue(0.9);
    }

    @Test
    void aKeywordEscalatesAndAsksForAPerson() {
        AnalysisResult result = apply(Ticket.of("T", "You will hear from my LAWYER."), LEGAL);

        assertThat(result.analysis().escalationRequired()).isTrue();
        assertThat(result.reviewReasons()).containsExactly(new ReviewReason(ReviewReason.Kind.RULE, "rule legal"));
    }

    @ParameterizedTest
    @CsvSource({
        "I will sue you, true",
        "There is an issue, false",
        "pursue this, false",
        "Sue., true",
        "your data  protection officer, false",
        "your data protection officer, true"
    })
    void onlyWholeWordsCount(String message, boolean found) {
        assertThat(TicketConditions.mentions("lawyer", "sue", "data protection").test(Ticket.of("T", message)))
                .isEqualTo(found);
    }

    @Test
    void aLaterRuleSeesWhatAnEarlierOneMade() {
        BusinessRule escalateHigh = BusinessRule.named("escalate-high")
                .whenAnalysis(analysis -> analysis.urgency() == Urgency.HIGH)
                .escalate()
                .build();

        assertThat(apply(vip("vip", "Hello"), VIP, escalateHigh).analysis().escalationRequired())
                .isTrue();
        assertThat(apply(vip("vip", "Hello"), escalateHigh, VIP).analysis().escalationRequired())
                .isFalse();
    }

    @Test
    void allConditionsMustHold() {
        BusinessRule rule = BusinessRule.named("big-billing")
                .when(TicketConditions.annualValueAtLeast(new BigDecimal("10000")))
                .whenAnalysis(analysis -> analysis.intent() == Intent.BILLING)
                .churnRiskAtLeast(ChurnRisk.MEDIUM)
                .build();
        Ticket big = Ticket.builder("T", "Hello")
                .customer(Customer.builder()
                        .annualValueUsd(new BigDecimal("10000.00"))
                        .build())
                .build();

        assertThat(rule.applies(big, Sample.ANALYSIS)).isFalse();
        assertThat(rule.applies(big, withIntent(Intent.BILLING))).isTrue();
        assertThat(rule.applies(Sample.TICKET, withIntent(Intent.BILLING))).isFalse();
    }

    @Test
    void aMistakeInAConditionFailsTheAnalysisInsteadOfHangingIt() {
        BusinessRule faulty = BusinessRule.named("faulty")
                .when(ticket -> {
                    throw new IllegalStateException("mistake");
                })
                .escalate()
                .build();
        ManualAnalyzer inner = new ManualAnalyzer("Inner");

        CompletableFuture<AnalysisResult> result =
                Analyzers.rules(inner, faulty).analyzeAsync(Sample.TICKET);
        inner.call(0).complete(Sample.result("inner"));

        assertThatThrownBy(result::join).hasRootCauseMessage("mistake");
    }

    @Test
    void aRuleThatDoesNothingIsRefused() {
        assertThatThrownBy(() -> BusinessRule.named("idle").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The business rule 'idle' does nothing; give it a floor, escalate() or review()");
    }

    @Test
    void twoRulesWithOneNameAreRefused() {
        assertThatThrownBy(() -> Analyzers.rules(new ManualAnalyzer("Inner"), VIP, VIP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two business rules have the same name: vip-floor, vip-floor");
    }

    @Test
    void rulesArePrinted() {
        assertThat(Analyzers.rules(new ManualAnalyzer("Inner"), VIP, LEGAL))
                .hasToString("Rules[vip-floor, legal](Inner)");
    }

    private static AnalysisResult apply(Ticket ticket, BusinessRule... rules) {
        ManualAnalyzer inner = new ManualAnalyzer("Inner");
        CompletableFuture<AnalysisResult> result =
                Analyzers.rules(inner, List.of(rules)).analyzeAsync(ticket);
        inner.call(0).complete(Sample.sure(Sample.result("inner"), 0.9));
        return result.join();
    }

    private static Ticket vip(String tier, String message) {
        return Ticket.builder("T", message)
                .customer(Customer.builder().tier(tier).build())
                .build();
    }

    private static TicketAnalysis withIntent(Intent intent) {
        return new TicketAnalysis(
                intent,
                Sample.ANALYSIS.urgency(),
                Sample.ANALYSIS.sentiment(),
                false,
                ChurnRisk.LOW,
                "We will see to it.");
    }
}

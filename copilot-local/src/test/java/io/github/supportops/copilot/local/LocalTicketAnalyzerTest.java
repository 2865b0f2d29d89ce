package io.github.supportops.copilot.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.testkit.TicketAnalyzerContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalTicketAnalyzerTest extends TicketAnalyzerContract {

    /** Keeps the model loaded from test to test. */
    private static TicketAnalyzer local;

    @BeforeAll
    static void open() {
        local = LocalTicketAnalyzer.create();
    }

    @AfterAll
    static void close() {
        local.close();
    }

    @Override
    protected TicketAnalyzer createAnalyzer() {
        return LocalTicketAnalyzer.create();
    }

    private static AnalysisResult analyze(String message) {
        return local.analyze(Ticket.of("T-1", message));
    }

    @Test
    void wrongChargeIsBilling() {
        assertThat(analyze("I was charged twice for my subscription this month, please refund one payment.")
                        .analysis()
                        .intent())
                .isEqualTo(Intent.BILLING);
    }

    @Test
    void crashIsATechnicalIssue() {
        assertThat(analyze("The app crashes every time I open the settings page.")
                        .analysis()
                        .intent())
                .isEqualTo(Intent.TECHNICAL_ISSUE);
    }

    @Test
    void wishIsAFeatureRequest() {
        assertThat(analyze("It would be great if you could add a dark mode to the dashboard.")
                        .analysis()
                        .intent())
                .isEqualTo(Intent.FEATURE_REQUEST);
    }

    @Test
    void howToIsAGeneralQuery() {
        assertThat(analyze("How do I change the delivery address in my profile?")
                        .analysis()
                        .intent())
                .isEqualTo(Intent.GENERAL_QUERY);
    }

    @Test
    void rudeStaffIsANegativeComplaint() {
        AnalysisResult result = analyze("Your staff were rude and kept me waiting for an hour. Terrible service.");

        assertThat(result.analysis().intent()).isEqualTo(Intent.COMPLAINT);
        assertThat(result.analysis().sentiment()).isEqualTo(Sentiment.NEGATIVE);
    }

    @Test
    void outageForEveryoneIsCriticalAndEscalated() {
        AnalysisResult result =
                analyze("URGENT: your whole platform is down, none of our users can log in and we are losing money.");

        assertThat(result.analysis().urgency()).isEqualTo(Urgency.CRITICAL);
        assertThat(result.analysis().escalationRequired()).isTrue();
    }

    @Test
    void wishForAPersonIsEscalated() {
        assertThat(analyze("I want to speak to a real person please.")
                        .analysis()
                        .escalationRequired())
                .isTrue();
    }

    @Test
    void closingTheAccountIsHighChurnRisk() {
        assertThat(analyze("Please close my account, I am moving to another provider.")
                        .analysis()
                        .churnRisk())
                .isEqualTo(ChurnRisk.HIGH);
    }

    @Test
    void sameTicketAlwaysGetsTheSameAnswer() {
        AnalysisResult first = analyze("My order 4711 has not arrived, where is it?");
        AnalysisResult second = analyze("My order 4711 has not arrived, where is it?");

        assertThat(second.analysis()).isEqualTo(first.analysis());
        assertThat(second.confidence()).isEqualTo(first.confidence());
    }

    @Test
    void replyTakesUpTheOrderNumberAndTheName() {
        String reply = analyze("Hello,\n\nwhere is my order 4711-22? It should have come on Monday.\n\nRegards,\nMaria")
                .analysis()
                .suggestedResponse();

        assertThat(reply).contains("Maria").contains("4711-22");
    }

    @Test
    void everyFieldButTheReplyHasAConfidence() {
        assertThat(analyze("Where can I download my invoice?").confidence().measured())
                .containsOnlyKeys(
                        AnalysisField.INTENT,
                        AnalysisField.URGENCY,
                        AnalysisField.SENTIMENT,
                        AnalysisField.ESCALATION_REQUIRED,
                        AnalysisField.CHURN_RISK);
    }

    @Test
    void evidenceOccursInTheTicketLetterForLetter() {
        String message = "This is URGENT!\nI want to speak  to a manager, you charged me twice.";

        AnalysisResult result = analyze(message);

        assertThat(result.explanation().evidence()).isNotEmpty().allMatch(message::contains);
        assertThat(result.explanation().rationale()).isPresent();
    }

    @Test
    void germanTicketIsSaidToBeGermanAndGoesToReview() {
        AnalysisResult result =
                analyze("Guten Tag, ich habe meine Rechnung noch nicht bekommen und möchte den Vertrag kündigen.");

        assertThat(result.explanation().language()).contains("de");
        assertThat(result.reviewReasons())
                .extracting(ReviewReason::kind)
                .containsExactly(ReviewReason.Kind.UNSUPPORTED_LANGUAGE);
        assertThat(result.confidence().measured().values()).allMatch(confidence -> confidence <= 0.3);
    }

    @Test
    void provenanceNamesAnalyzerModelAndHeads() {
        AnalysisResult result = analyze("Thanks, all good now.");

        assertThat(result.provenance().analyzer()).isEqualTo("local");
        assertThat(result.provenance().model().orElseThrow()).startsWith("bge-small-en-v1.5");
        assertThat(result.provenance().versions()).containsKey("heads");
    }

    @Test
    void subjectIsReadToo() {
        AnalysisResult result = local.analyze(Ticket.builder("T-2", "Please see the subject.")
                .subject("I want to cancel my subscription and close my account")
                .build());

        assertThat(result.analysis().churnRisk()).isEqualTo(ChurnRisk.HIGH);
    }

    @Test
    void tooLongTicketIsRefusedWithTheSettingThatAllowsIt() {
        try (TicketAnalyzer small =
                LocalTicketAnalyzer.builder().maxTicketCharacters(10).build()) {
            assertThatThrownBy(() -> small.analyze(Ticket.of("T-3", "a".repeat(11))))
                    .isInstanceOf(InvalidTicketException.class)
                    .hasMessage("The ticket has 11 characters, more than maxTicketCharacters = 10");
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalTicketAnalyzer.builder().threads(0))
                .withMessage("threads must be at least 1: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalTicketAnalyzer.builder().maxTicketCharacters(0))
                .withMessage("maxTicketCharacters must be at least 1: 0");
    }

    @Test
    void printsItsRuntime() {
        assertThat(local).hasToString("local(auto)");
    }
}

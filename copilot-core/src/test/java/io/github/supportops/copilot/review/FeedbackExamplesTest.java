package io.github.supportops.copilot.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.prompt.PromptExample;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedbackExamplesTest {
    private final FeedbackLog log = FeedbackLog.inMemory();

    @Test
    void onlyWhatPeopleStandBehindBecomesAnExampleWithTheirLabels() {
        log.append(Decided.entry("approved", ReviewDecision.approve("ana")));
        log.append(Decided.entry("dismissed", ReviewDecision.dismiss("ana")));
        log.append(Decided.entry("corrected", ReviewDecision.correct("ana", Decided.RIGHT)));

        assertThat(FeedbackExport.examples(log, 10))
                .containsExactly(
                        new PromptExample(Decided.ticket("approved"), Decided.SAID),
                        new PromptExample(Decided.ticket("corrected"), Decided.RIGHT));
    }

    @Test
    void intentsTakeTurnsAndCorrectionsComeBeforeApprovalsAndNewBeforeOld() {
        correct("billing-old", Intent.BILLING);
        correct("billing-new", Intent.BILLING);
        log.append(Decided.entry("billing-approved", ReviewDecision.approve("ana")));
        correct("query", Intent.GENERAL_QUERY);

        assertThat(ids(FeedbackExport.examples(log, 3))).containsExactly("billing-new", "query", "billing-old");
        assertThat(ids(FeedbackExport.examples(log, 4))).endsWith("billing-approved");
    }

    @Test
    void theLastDecisionAboutATicketCounts() {
        correct("TCK-1", Intent.BILLING);
        append("TCK-1", "second", ReviewDecision.correct("bo", Decided.RIGHT));
        correct("TCK-2", Intent.BILLING);
        append("TCK-2", "third", ReviewDecision.dismiss("bo"));

        assertThat(FeedbackExport.examples(log, 10))
                .containsExactly(new PromptExample(Decided.ticket("TCK-1"), Decided.RIGHT));
    }

    @Test
    void longTicketsAreLeftOut() {
        Ticket tooLong = Ticket.of("TCK-1", "x".repeat(2_001));
        log.append(new FeedbackEntry("f-1", tooLong, Decided.result("TCK-1"), ReviewDecision.approve("ana")));

        assertThat(FeedbackExport.examples(log, 10)).isEmpty();
    }

    @Test
    void theNumberOfExamplesIsBounded() {
        assertThatThrownBy(() -> FeedbackExport.examples(log, 0)).hasMessage("most must be within 1 and 50: 0");
        assertThatThrownBy(() -> FeedbackExport.examples(log, 51)).hasMessage("most must be within 1 and 50: 51");
    }

    private void correct(String ticketId, Intent intent) {
        log.append(Decided.entry(ticketId, ReviewDecision.correct("ana", Decided.analysis(intent, "Hello."))));
    }

    private void append(String ticketId, String id, ReviewDecision decision) {
        log.append(new FeedbackEntry(id, Decided.ticket(ticketId), Decided.result(ticketId), decision));
    }

    private static List<String> ids(List<PromptExample> examples) {
        return examples.stream().map(example -> example.ticket().id()).toList();
    }
}

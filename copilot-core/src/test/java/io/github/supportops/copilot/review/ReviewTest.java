package io.github.supportops.copilot.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.Ticket;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReviewTest {
    private final Review pending = Review.pending(Decided.ticket("TCK-1"), Decided.result("TCK-1"), Decided.NOON);

    @Test
    void theIdFollowsFromTheContentOfTheTicketAndNotFromTheOrderOfItsAttributesOrItsTime() {
        Ticket one = ticket().attribute("a", "1").attribute("b", "2").build();
        Ticket other = ticket().attribute("b", "2")
                .attribute("a", "1")
                .createdAt(Instant.EPOCH)
                .build();
        Ticket more = ticket().attribute("a", "1").build();

        assertThat(ReviewId.of(one)).isEqualTo(ReviewId.of(other)).matches("[0-9a-f]{32}");
        assertThat(ReviewId.of(more)).isNotEqualTo(ReviewId.of(one));
    }

    @Test
    void partsThatRunIntoEachOtherAreDifferentTickets() {
        assertThat(ReviewId.of(Ticket.of("ab", "c"))).isNotEqualTo(ReviewId.of(Ticket.of("a", "bc")));
        assertThat(ReviewId.of(Ticket.of("a", "\ud800"))).isNotEqualTo(ReviewId.of(Ticket.of("a", "\ud801")));
    }

    @Test
    void aDecisionMakesTheNextVersionAndIsFinal() {
        Review decided = pending.decided(1, ReviewDecision.dismiss("ana"));

        assertThat(decided.state()).isEqualTo(ReviewState.DISMISSED);
        assertThat(decided.version()).isEqualTo(2);
        assertThatThrownBy(() -> decided.decided(2, ReviewDecision.approve("bo")))
                .isInstanceOf(ReviewConflictException.class)
                .hasMessage(
                        "Review " + decided.id() + " is dismissed at version 2, and the decision was about version 2;"
                                + " read it again before deciding");
    }

    @Test
    void aDecisionAboutAnotherVersionIsRefusedWithTheReviewAsItIs() {
        assertThatThrownBy(() -> pending.decided(7, ReviewDecision.approve("ana")))
                .isInstanceOfSatisfying(
                        ReviewConflictException.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(pending));
    }

    @Test
    void aResultOfAnotherTicketIsRefused() {
        assertThatThrownBy(() -> Review.pending(Decided.ticket("TCK-1"), Decided.result("TCK-2"), Decided.NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("about another ticket than TCK-1");
    }

    @Test
    void aDecisionNeedsAPersonAndExactlyACorrectionNeedsAnAnalysis() {
        assertThatThrownBy(() -> ReviewDecision.approve(" "))
                .hasMessageContaining("A decision's by must have 1 to 200");
        assertThatThrownBy(() -> ReviewDecision.approve("ana").because("x".repeat(4_001)))
                .hasMessageContaining("it has 4001");
        assertThatThrownBy(
                        () -> new ReviewDecision(ReviewDecision.Kind.APPROVE, "ana", Decided.NOON, null, Decided.RIGHT))
                .hasMessageContaining("belongs to the decision 'correct'");
    }

    @Test
    void feedbackKnowsWhatAPersonStandsBehindAndWhatWasChanged() {
        FeedbackEntry corrected = Decided.entry("TCK-1", ReviewDecision.correct("ana", Decided.RIGHT));

        assertThat(corrected.settled()).contains(Decided.RIGHT);
        assertThat(corrected.changedFields()).containsExactly(AnalysisField.INTENT, AnalysisField.SUGGESTED_RESPONSE);
        assertThat(corrected.model()).contains("small-1");
        assertThat(corrected.prompt().orElseThrow().version()).isEqualTo("1");
        assertThat(Decided.entry("TCK-1", ReviewDecision.approve("ana")).settled())
                .contains(Decided.SAID);
        assertThat(Decided.entry("TCK-1", ReviewDecision.dismiss("ana")).settled())
                .isEmpty();
    }

    @Test
    void nothingPrintsTicketTextReplyOrReason() {
        Review decided =
                pending.decided(1, ReviewDecision.correct("ana", Decided.RIGHT).because("the canary says so"));

        assertThat(decided + " " + decided.decision() + " " + FeedbackEntry.of(decided))
                .doesNotContain("canary", "Dear customer", "sorry");
    }

    private static Ticket.Builder ticket() {
        return Ticket.builder("TCK-1", "Hello");
    }
}

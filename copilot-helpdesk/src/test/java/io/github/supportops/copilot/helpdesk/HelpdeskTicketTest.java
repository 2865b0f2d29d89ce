package io.github.supportops.copilot.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which message is next, whether it has its triage, and what an analyzer gets to see. */
class HelpdeskTicketTest {
    private static final TriageMarker MARKER = TriageMarker.of("memory", "7", "m2");

    private static HelpdeskMessage message(String id, AuthorRole author, boolean visible, String text) {
        return new HelpdeskMessage(id, author, visible, text, Instant.EPOCH.plusSeconds(id.charAt(1)));
    }

    private static HelpdeskTicket ticket(HelpdeskMessage... more) {
        List<HelpdeskMessage> messages = new ArrayList<>(List.of(
                message("m1", AuthorRole.CUSTOMER, true, "It broke."),
                message("n1", AuthorRole.AGENT, false, "Their admin password is in the vault."),
                message("a1", AuthorRole.AGENT, true, "Which page?"),
                message("a2", AuthorRole.AGENT, true, ""),
                message("m2", AuthorRole.CUSTOMER, true, "All of them.")));
        messages.addAll(List.of(more));
        return HelpdeskTicket.builder("memory", "7", "v1")
                .subject("Help")
                .channel("email")
                .messages(messages)
                .build();
    }

    @Test
    void theLatestWordOfTheCustomerIsTheQuestion() {
        HelpdeskTicket ticket = ticket(
                message("a3", AuthorRole.AGENT, true, "One moment."),
                message("m3", AuthorRole.CUSTOMER, true, " \n"),
                message("m4", AuthorRole.CUSTOMER, false, "What a customer wrote where nobody sees it."),
                message("s1", AuthorRole.SYSTEM, true, "Status changed."));

        assertThat(ticket.lastCustomerMessage()).map(HelpdeskMessage::id).contains("m2");
        assertThat(ticket.marker()).contains(MARKER);
    }

    @Test
    void anAnalyzerSeesTheThreadBeforeTheQuestionWithoutNotesAmongAgents() {
        Ticket question = ticket(
                        message("n2", AuthorRole.AGENT, false, "Also secret."),
                        message("a3", AuthorRole.AGENT, true, "Later."))
                .ticket();

        assertThat(question.id()).isEqualTo("7");
        assertThat(question.message()).isEqualTo("All of them.");
        assertThat(question.subject()).contains("Help");
        assertThat(question.channel()).contains("email");
        assertThat(question.thread()).extracting(TicketMessage::text).containsExactly("It broke.", "Which page?", "");
        assertThat(question.attributes())
                .containsEntry(HelpdeskTicket.SYSTEM_ATTRIBUTE, "memory")
                .containsEntry(HelpdeskTicket.MESSAGE_ATTRIBUTE, "m2");
        assertThat(question.createdAt()).contains(Instant.EPOCH.plusSeconds('2'));
    }

    @Test
    void aTicketIsTriagedWhenANoteHoldsTheMarkerOfTheLatestMessage() {
        assertThat(ticket().isTriaged()).isFalse();
        assertThat(ticket(message("n2", AuthorRole.AGENT, false, "AI triage\n\n" + MARKER.text()))
                        .isTriaged())
                .isTrue();
        assertThat(ticket(
                                message("n2", AuthorRole.SYSTEM, false, MARKER.text()),
                                message("m3", AuthorRole.CUSTOMER, true, "And now?"))
                        .isTriaged())
                .isFalse();
    }

    @Test
    void whatTheCustomerCanWriteOrSeeIsNoProof() {
        String next = TriageMarker.of("memory", "7", "m3").text();
        HelpdeskTicket ticket = ticket(message("m3", AuthorRole.CUSTOMER, true, "Done already: " + next));

        assertThat(ticket.isTriaged()).isFalse();
        assertThat(ticket(
                                message("m3", AuthorRole.CUSTOMER, true, "Hello?"),
                                message("a3", AuthorRole.AGENT, true, "You wrote: " + next))
                        .isTriaged())
                .isFalse();
    }

    @Test
    void markersDifferBySystemTicketAndMessage() {
        Set<String> texts = new HashSet<>();
        for (String system : List.of("zendesk", "freshdesk")) {
            for (String ticket : List.of("7", "71")) {
                for (String message : List.of("1", "2", "")) {
                    String text = TriageMarker.of(system, ticket, message).text();
                    assertThat(text).matches("\\[ai-triage:" + ticket + ":[0-9a-f]{12}]");
                    texts.add(text);
                }
            }
        }
        assertThat(texts).hasSize(12);
        assertThat(TriageMarker.of("zendesk", "7", "1")).isEqualTo(TriageMarker.of("zendesk", "7", "1"));
    }

    @Test
    void withoutAWordOfTheCustomerThereIsNothingToTriage() {
        HelpdeskTicket silent = HelpdeskTicket.builder("memory", "7", "v1")
                .messages(List.of(message("a1", AuthorRole.AGENT, true, "We called.")))
                .build();

        assertThat(silent.marker()).isEmpty();
        assertThat(silent.isTriaged()).isFalse();
        assertThatThrownBy(silent::ticket)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The customer wrote nothing in ticket 7");
    }

    @Test
    void nothingShowsWhatPeopleWrote() {
        assertThat(ticket()).hasToString("HelpdeskTicket[memory 7, version=v1, status=OPEN, messages=5]");
        assertThat(ticket().messages().get(0))
                .hasToString("HelpdeskMessage[id=m1, author=CUSTOMER, text=9 characters]");
    }
}

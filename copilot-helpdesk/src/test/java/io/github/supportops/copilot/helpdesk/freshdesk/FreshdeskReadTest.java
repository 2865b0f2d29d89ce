package io.github.supportops.copilot.helpdesk.freshdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.HelpdeskMessage;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.Priority;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshdeskReadTest {
    private final Desk desk = new Desk(FakeFreshdesk.builder().field("cf_plan", "custom_text"));

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aTicketHasItsFirstMessageFromTheDescriptionAndTheRestFromTheConversation() {
        String id = desk.fake.customerOpens("Export", "It is <broken> & slow");
        desk.clock.pass(Duration.ofMinutes(1));
        desk.fake.agentReplies(id, "Which export?");
        desk.fake.agentNotes(id, "Seen this before");
        desk.fake.customerWrites(id, "The monthly one\nof March");

        HelpdeskTicket ticket = desk.read(id);

        assertThat(ticket.messages())
                .extracting(HelpdeskMessage::author, HelpdeskMessage::visibleToCustomer, HelpdeskMessage::text)
                .containsExactly(
                        tuple(AuthorRole.CUSTOMER, true, "It is <broken> & slow"),
                        tuple(AuthorRole.AGENT, true, "Which export?"),
                        tuple(AuthorRole.AGENT, false, "Seen this before"),
                        tuple(AuthorRole.CUSTOMER, true, "The monthly one\nof March"));
        assertThat(ticket.lastCustomerMessage().map(HelpdeskMessage::text)).contains("The monthly one\nof March");
    }

    @Test
    void valuesAreReadAsTheyAre() {
        String id = desk.fake.customerOpens("Export", "It is broken");
        desk.fake.agentSetsPriority(id, "3");
        desk.fake.agentAddsTag(id, "vip");
        desk.fake.agentSetsField(id, "cf_plan", "gold");
        desk.fake.agentSetsGroup(id, 42);

        HelpdeskTicket ticket = desk.read(id);

        assertThat(ticket.system()).isEqualTo("freshdesk");
        assertThat(ticket.subject()).contains("Export");
        assertThat(ticket.priority()).contains(new Priority("3", Urgency.HIGH));
        assertThat(ticket.tags()).containsExactly("vip");
        assertThat(ticket.fields()).containsEntry("cf_plan", "gold").hasSize(1);
        assertThat(ticket.group()).contains("42");
        assertThat(ticket.ticket().customer().flatMap(Customer::id)).contains("9001");
        assertThat(ticket.ticket().channel()).contains("email");
        assertThat(ticket.version()).isEqualTo("2026-03-01T10:00:04Z");
    }

    @ParameterizedTest
    @CsvSource({"2,OPEN", "3,OPEN", "4,SOLVED", "5,CLOSED", "6,OPEN", "7,OPEN"})
    void everyStatusSaysWhatCanStillHappen(int number, TicketStatus status) {
        String id = desk.fake.customerOpens("Export", "It is broken");
        desk.fake.agentSetsStatus(id, number);

        assertThat(desk.read(id).status()).isEqualTo(status);
    }

    @Test
    void aConversationOfManyPagesIsReadToItsEnd() {
        String id = desk.fake.customerOpens("Export", "first");
        for (int number = 0; number < 250; number++) {
            desk.fake.agentReplies(id, "reply " + number);
        }
        desk.fake.customerWrites(id, "last");

        HelpdeskTicket ticket = desk.read(id);

        assertThat(ticket.messages()).hasSize(252);
        assertThat(ticket.lastCustomerMessage().map(HelpdeskMessage::text)).contains("last");
        assertThat(desk.calls()).hasSize(4);
    }

    @Test
    void aConversationWithoutEndIsLeftAlone() {
        String id = desk.fake.customerOpens("Export", "first");
        for (int number = 0; number < 5_001; number++) {
            desk.fake.agentReplies(id, "reply");
        }

        assertThatThrownBy(() -> desk.helpdesk.read(id))
                .isInstanceOf(HelpdeskRefusedException.class)
                .hasMessageContaining("more than 5000 messages");
    }

    @Test
    void linksToOtherHostsAreNotFollowed() {
        String id = desk.fake.customerOpens("Export", "first");
        for (int number = 0; number < 120; number++) {
            desk.fake.agentReplies(id, "reply");
        }
        desk.fake.nextLinksLeadTo("http://127.0.0.1:9");

        assertThat(desk.read(id).messages()).hasSize(121);
    }

    @Test
    void whatARequesterWritesInThePortalIsTheCustomersAlthoughItIsNotIncoming() {
        String id = desk.fake.customerOpens("Export", "first");
        desk.fake.requesterNotes(id, "second");

        assertThat(desk.read(id).lastCustomerMessage().map(HelpdeskMessage::text))
                .contains("second");
    }

    @Test
    void aConversationAnAgentBeganHasNothingToTriageUntilTheCustomerAnswers() {
        String id = desk.fake.agentOpens("Your renewal", "Shall we talk?");
        assertThat(desk.read(id).lastCustomerMessage()).isEmpty();

        desk.fake.customerWrites(id, "Rather not");

        assertThat(desk.read(id).lastCustomerMessage().map(HelpdeskMessage::text))
                .contains("Rather not");
    }

    @Test
    void aTweetThatMayNotBeShownIsNoMessage() {
        String id = desk.fake.customerOpens("View the message on Twitter", "View the message on Twitter");

        assertThat(desk.read(id).lastCustomerMessage()).isEmpty();
    }

    @Test
    void quotedMailsAreLeftOutAndABodyThatIsAllQuoteIsNot() {
        String id = desk.fake.customerOpens("Export", "first");
        desk.fake.customerWritesHtml(
                id, "<div>Still broken.<div class=\"freshdesk_quote\"><div>On Monday you wrote</div>…</div></div>");
        assertThat(desk.read(id).lastCustomerMessage().map(HelpdeskMessage::text))
                .contains("Still broken.");

        desk.fake.customerWritesHtml(id, "<blockquote class=\"gmail_quote\">please cancel</blockquote>");

        assertThat(desk.read(id).lastCustomerMessage().map(HelpdeskMessage::text))
                .contains("please cancel");
    }

    @Test
    void whatIsGoneDeletedOrUnknownIsAbsent() {
        String id = desk.fake.customerOpens("Export", "first");
        desk.fake.agentDeletes(id);

        assertThat(desk.helpdesk.read(id)).isEmpty();
        assertThat(desk.helpdesk.read("999999")).isEmpty();
    }

    @Test
    void anIdThatIsNoNumberNeverBecomesAPath() {
        assertThatThrownBy(() -> desk.helpdesk.read("1/../2")).isInstanceOf(IllegalArgumentException.class);
        assertThat(desk.calls()).isEmpty();
    }

    @Test
    void aVersionReadInTheSecondOfItsChangeIsNotTheOneReadAfterIt() {
        assertThat(Versions.of(Desk.START, Desk.START))
                .isNotEqualTo(Versions.of(Desk.START, Desk.START.plusSeconds(2)));
        assertThat(Versions.sameStamp(
                        Versions.of(Desk.START, Desk.START), Versions.of(Desk.START, Desk.START.plusSeconds(2))))
                .isTrue();
    }

    @Test
    void nothingPrintsTextOrKeys() {
        String id = desk.fake.customerOpens("Secret subject", "Secret message");

        assertThat(desk.read(id).toString() + desk.helpdesk + desk.client())
                .doesNotContain("Secret")
                .doesNotContain("fake-freshdesk");
    }
}

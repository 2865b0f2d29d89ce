package io.github.supportops.copilot.helpdesk.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.HelpdeskMessage;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.Priority;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalesforceReadTest {
    private final FakeSalesforce org = new FakeSalesforce();
    private final SalesforceHelpdesk helpdesk = Triage.helpdesk(org)
            .customFields(List.of("Score__c", "Hot__c", "Note__c"))
            .build();

    SalesforceReadTest() {
        org.customField("Score__c", "double", 0);
        org.customField("Hot__c", "boolean", 0);
        org.customField("Note__c", "string", 100);
    }

    @AfterEach
    void close() {
        helpdesk.close();
        org.close();
    }

    @Test
    void theDescriptionIsTheCustomersFirstMessage() {
        HelpdeskTicket ticket = read(org.customerOpens("Invoice", "It is wrong."));

        assertThat(ticket.subject()).contains("Invoice");
        assertThat(ticket.messages()).hasSize(1);
        HelpdeskMessage first = ticket.messages().get(0);
        assertThat(first.id()).isEqualTo("description");
        assertThat(first.author()).isEqualTo(AuthorRole.CUSTOMER);
        assertThat(first.visibleToCustomer()).isTrue();
        assertThat(first.text()).isEqualTo("It is wrong.");
        assertThat(ticket.ticket().channel()).contains("web");
    }

    @Test
    void commentsAndMailsTellCustomersFromAgents() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        org.agentReplies(id, "Which one?");
        org.agentNotes(id, "He is a VIP.");
        org.customerWrites(id, "The one of May.");
        org.agentReplies(id, "Thank you.");
        org.customerWrites(id, "Any news?");

        assertThat(read(id).messages())
                .extracting(HelpdeskMessage::author, HelpdeskMessage::visibleToCustomer, HelpdeskMessage::text)
                .containsExactly(
                        tuple(AuthorRole.CUSTOMER, true, "It is wrong."),
                        tuple(AuthorRole.AGENT, true, "Which one?"),
                        tuple(AuthorRole.AGENT, false, "He is a VIP."),
                        tuple(AuthorRole.CUSTOMER, true, "The one of May."),
                        tuple(AuthorRole.AGENT, true, "Thank you."),
                        tuple(AuthorRole.CUSTOMER, true, "Any news?"));
    }

    @Test
    void aMailThatOpenedTheCaseIsNotASecondMessage() {
        org.customerOpens("1", "by form");
        org.customerOpens("2", "by form");
        String byMail = org.customerOpens("3", "Dear team,\nit is wrong.");

        assertThat(read(byMail).messages()).hasSize(1);
        assertThat(read(byMail).ticket().channel()).contains("email");

        org.customerWrites(byMail, "Dear team,\nit is still wrong.");
        assertThat(read(byMail).messages()).hasSize(2);
    }

    @Test
    void draftsOfMailsAreNotPartOfTheConversation() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        org.agentDrafts(id, "Not sent yet");

        assertThat(read(id).messages()).hasSize(1);
    }

    @Test
    void htmlMailsBecomeText() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        org.customerMailsHtml(
                id, "<html><style>p{}</style><p>Fish &amp; chips<br>cost &lt;5</p><script>alert(1)</script></html>");

        assertThat(read(id).lastCustomerMessage().orElseThrow().text()).isEqualTo("Fish & chips\ncost <5");
    }

    @Test
    void longConversationsAreReadToTheirEnd() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        IntStream.range(0, 7).forEach(number -> org.agentNotes(id, "note " + number));
        org.pages(2000, 3);

        assertThat(read(id).messages()).hasSize(8);
    }

    @Test
    void aClosedCaseIsSolvedBecauseItCanOpenAgain() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        org.agentSolves(id);

        assertThat(read(id).status()).isEqualTo(TicketStatus.SOLVED);
    }

    @Test
    void prioritiesOfTheOrgsOwnHaveNoRank() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        org.agentSetsPriority(id, "Platinum");
        assertThat(read(id).priority()).contains(new Priority("Platinum", null));

        org.agentSetsPriority(id, "High");
        assertThat(read(id).priority()).contains(new Priority("High", Urgency.HIGH));

        org.agentSets(id, "Priority", null);
        assertThat(read(id).priority()).isEmpty();
    }

    @Test
    void customFieldsComeAsTheTextAPolicyWouldWrite() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        org.agentSets(id, "Score__c", 0.9);
        org.agentSets(id, "Note__c", "x");

        assertThat(read(id).fields())
                .containsEntry("Score__c", "0.90")
                .containsEntry("Hot__c", "false")
                .containsEntry("Note__c", "x");
    }

    @Test
    void everyMessageAndEveryChangeGivesAnotherVersion() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        String opened = read(id).version();
        org.customerWrites(id, "Any news?");
        String written = read(id).version();
        org.agentSetsPriority(id, "Low");

        assertThat(List.of(opened, written, read(id).version())).doesNotHaveDuplicates();
    }

    @Test
    void aCaseThatIsGoneIsAbsent() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        org.deletes(id);

        assertThat(helpdesk.read(id)).isEmpty();
    }

    @Test
    void nothingButAnIdGetsIntoAQuery() {
        for (String text : List.of("x", "500' OR Id != '", "500gK0000000001QAA' ", "", "001gK0000000001QAA")) {
            assertThatIllegalArgumentException().isThrownBy(() -> helpdesk.read(text));
        }
        assertThat(org.calls()).isEmpty();
    }

    @Test
    void theTokenIsNotCarriedToAnotherHostByANextPage() throws Exception {
        try (ScriptedOrg elsewhere = new ScriptedOrg();
                ScriptedOrg here = new ScriptedOrg()) {
            here.token()
                    .answers(
                            200,
                            "{\"done\":false,\"nextRecordsUrl\":\"" + elsewhere.url()
                                    + "/services/data/v66.0/query/01g-2000\",\"records\":[]}");
            try (SalesforceHelpdesk one = here.helpdesk().build()) {
                assertThatThrownBy(() -> one.read("500gK0000000001QAA"))
                        .isInstanceOf(HelpdeskUnavailableException.class)
                        .hasMessageContaining("not on the org's host");
            }
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void aQueryWithoutAnEndIsGivenUp() throws Exception {
        try (ScriptedOrg here = new ScriptedOrg()) {
            here.token();
            for (int page = 0; page < 1000; page++) {
                here.answers(
                        200,
                        "{\"done\":false,\"nextRecordsUrl\":\"/services/data/v66.0/query/01g-2000\",\"records\":[]}");
            }
            try (SalesforceHelpdesk one = here.helpdesk().build()) {
                assertThatThrownBy(() -> one.read("500gK0000000001QAA"))
                        .isInstanceOf(HelpdeskUnavailableException.class)
                        .hasMessageContaining("more than 1000 pages");
            }
        }
    }

    @Test
    void aQueryThatTookTooLongIsForLater() throws Exception {
        try (ScriptedOrg here = new ScriptedOrg()) {
            here.token().answers(400, "[{\"message\":\"secret text\",\"errorCode\":\"QUERY_TIMEOUT\"}]");
            try (SalesforceHelpdesk one = here.helpdesk().build()) {
                assertThatThrownBy(() -> one.read("500gK0000000001QAA"))
                        .isInstanceOf(HelpdeskUnavailableException.class)
                        .hasMessageContaining("QUERY_TIMEOUT")
                        .hasMessageNotContaining("secret text");
            }
        }
    }

    @Test
    void aQueryIsEncodedAsUtf8AndNamesExactlyWhatIsRead() throws Exception {
        try (ScriptedOrg here = new ScriptedOrg()) {
            here.token().answers(200, "{\"done\":true,\"records\":[]}");
            try (SalesforceHelpdesk one = here.helpdesk().build()) {
                assertThat(one.read("500gK0000000001QAA")).isEmpty();
            }
            assertThat(here.last().method()).isEqualTo("GET");
            assertThat(here.last().header("Authorization")).isEqualTo("Bearer TOKEN-1");
            assertThat(here.last().body()).isEmpty();
            assertThat(here.last().path())
                    .isEqualTo("/services/data/v66.0/query?q=SELECT%20Id%2CSubject%2CDescription%2CPriority%2COrigin"
                            + "%2CIsEscalated%2CIsClosed%2COwnerId%2CContactId%2CAccountId%2CCreatedDate"
                            + "%2CSystemModstamp%2C%28SELECT%20Id%2CCommentBody%2CIsPublished%2CCreatedDate"
                            + "%2CCreatedById%2CCreatedBy.UserType%20FROM%20CaseComments%20ORDER%20BY"
                            + "%20CreatedDate%2CId%29%20FROM%20Case%20WHERE%20Id%20%3D%20"
                            + "%27500gK0000000001QAA%27");
        }
    }

    private HelpdeskTicket read(String id) {
        return helpdesk.read(id).orElseThrow();
    }
}

package io.github.supportops.copilot.helpdesk.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.HelpdeskMessage;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import io.github.supportops.copilot.testkit.helpdesk.FakeZendesk;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZendeskReadTest {
    private final ZendeskBench bench = new ZendeskBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void ticketHasItsConversationOldestFirstWithRolesAndVisibility() {
        String id = bench.fake.customerOpens("Invoices", "Where is my invoice?");
        bench.fake.agentReplies(id, "Which one?");
        bench.fake.agentNotes(id, "He asks every month.");
        bench.fake.systemWrites(id, "We are closed on Sunday.");
        bench.fake.otherCustomerWrites(id, "Mine is missing too.");
        bench.fake.customerWrites(id, "October.");

        HelpdeskTicket ticket = bench.read(id);

        assertThat(ticket.messages())
                .extracting(HelpdeskMessage::text)
                .containsExactly(
                        "Where is my invoice?",
                        "Which one?",
                        "He asks every month.",
                        "We are closed on Sunday.",
                        "Mine is missing too.",
                        "October.");
        assertThat(ticket.messages())
                .extracting(HelpdeskMessage::author)
                .containsExactly(
                        AuthorRole.CUSTOMER,
                        AuthorRole.AGENT,
                        AuthorRole.AGENT,
                        AuthorRole.SYSTEM,
                        AuthorRole.CUSTOMER,
                        AuthorRole.CUSTOMER);
        assertThat(ticket.messages())
                .extracting(HelpdeskMessage::visibleToCustomer)
                .containsExactly(true, true, false, true, true, true);
        assertThat(ticket.lastCustomerMessage().orElseThrow().text()).isEqualTo("October.");
    }

    @Test
    void whoeverAsksForHelpIsTheCustomerAlsoAnAgent() {
        String id = bench.fake.agentOpens("Printer", "It does not print.");

        assertThat(bench.read(id).lastCustomerMessage().orElseThrow().text()).isEqualTo("It does not print.");
    }

    @Test
    void ticketHasWhatZendeskKnows() {
        bench.fake.addField(81, "text", true);
        String id = bench.fake.customerOpens("Invoices", "Where is my invoice?");
        bench.fake.agentSetsPriority(id, "high");
        bench.fake.agentAddsTag(id, "vip");
        bench.fake.agentSetsField(id, 81, "north");

        HelpdeskTicket ticket = bench.read(id);

        assertThat(ticket.subject()).contains("Invoices");
        assertThat(ticket.priority().orElseThrow().urgency()).contains(Urgency.HIGH);
        assertThat(ticket.tags()).containsExactly("vip");
        assertThat(ticket.fields()).containsExactly(Map.entry("81", "north"));
        assertThat(ticket.group()).isEmpty();
        assertThat(ticket.status()).isEqualTo(TicketStatus.OPEN);
        assertThat(ticket.version()).matches("20..-..-..T..:..:..Z");
        assertThat(ticket.ticket().channel()).contains("email");
    }

    @Test
    void readsTheTicketBeforeItsComments() {
        String id = bench.fake.customerOpens("Invoices", "Where is my invoice?");

        bench.read(id);

        assertThat(bench.calls())
                .containsExactly(
                        "GET /api/v2/tickets/" + id,
                        "GET /api/v2/tickets/" + id + "/comments?page%5Bsize%5D=100&sort=-created_at&include=users");
    }

    @Test
    void longConversationsComeInPages() {
        String id = bench.fake.customerOpens("Invoices", "first");
        for (int number = 1; number <= 250; number++) {
            bench.fake.customerWrites(id, "message " + number);
        }

        HelpdeskTicket ticket = bench.read(id);

        assertThat(ticket.messages()).hasSize(251).doesNotHaveDuplicates();
        assertThat(ticket.messages().get(0).text()).isEqualTo("first");
        assertThat(ticket.messages().get(250).text()).isEqualTo("message 250");
        assertThat(bench.calls("GET /api/v2/tickets/" + id + "/comments")).isEqualTo(3);
    }

    @Test
    void ofEndlessConversationsTheOldestMessagesAreLeftOut() {
        String id = bench.fake.customerOpens("Invoices", "first");
        for (int number = 1; number <= 1_100; number++) {
            bench.fake.customerWrites(id, "message " + number);
        }

        HelpdeskTicket ticket = bench.read(id);

        assertThat(ticket.messages()).hasSize(Conversations.MOST_COMMENTS);
        assertThat(ticket.lastCustomerMessage().orElseThrow().text()).isEqualTo("message 1100");
    }

    @Test
    void nextPageOnAnotherHostIsNotCalled() {
        String id = bench.fake.customerOpens("Invoices", "first");
        for (int number = 1; number <= 100; number++) {
            bench.fake.customerWrites(id, "message " + number);
        }
        try (FakeZendesk attacker = new FakeZendesk()) {
            bench.fake.linksPointTo(attacker.baseUrl().toString());

            assertThatThrownBy(() -> bench.read(id))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("another host");
            assertThat(attacker.calls()).isEmpty();
        }
    }

    @Test
    void goneAndUnheardOfTicketsAreAbsent() {
        String id = bench.fake.customerOpens("Invoices", "first");
        bench.fake.deletes(id);

        assertThat(bench.helpdesk().read(id)).isEmpty();
        assertThat(bench.helpdesk().read("999999")).isEmpty();
        assertThat(bench.helpdesk().read("1/../users/me")).isEmpty();
        assertThat(bench.calls()).noneMatch(call -> call.contains("users"));
    }

    @Test
    void solvedAndClosedAreTold() {
        String solved = bench.fake.customerOpens("Invoices", "first");
        String closed = bench.fake.customerOpens("Invoices", "first");
        bench.fake.agentSolves(solved);
        bench.fake.closes(closed);

        assertThat(bench.read(solved).status()).isEqualTo(TicketStatus.SOLVED);
        assertThat(bench.read(closed).status()).isEqualTo(TicketStatus.CLOSED);
    }

    @Test
    void textOfHtmlLosesScriptsAndTags() {
        assertThat(CommentText.fromHtml(
                        "<div>Hello <b>you</b><br>line<script>alert(1)</script></div><p>2 &lt; 3 &amp;amp;</p>"))
                .isEqualTo("Hello you\nline\n2 < 3 &amp;");
        assertThat(CommentText.fromHtml("a<!-- <b>never</b> -->b <3 c <style>x</STYLE >d<script>never"))
                .isEqualTo("ab <3 c d");
        assertThat(CommentText.fromHtml("<script".repeat(20_000))).isEmpty();
    }

    @Test
    void linkOfANextPageMayHoldBracketsAndNothingElseThatIsNoAddress() {
        try (ZendeskApi api = ZendeskApi.of(bench.builder())) {
            String base = bench.fake.baseUrl().toString();
            assertThat(api.samePlace(base + "/api/v2/tickets/1/comments?page[after]=x&page[size]=100"))
                    .isEqualTo("/api/v2/tickets/1/comments?page[after]=x&page[size]=100");
            for (String link :
                    new String[] {"no address", base + "/admin", base + ".evil.example/api/v2/x", "/api/v2/x"}) {
                assertThatThrownBy(() -> api.samePlace(link)).isInstanceOf(HelpdeskSetupException.class);
            }
        }
    }

    @Test
    void hugeCommentsKeepTheirLastLine() {
        String id = bench.fake.customerOpens("Invoices", "x".repeat(300_000) + "\nthe end");

        String text = bench.read(id).messages().get(0).text();

        assertThat(text).hasSizeLessThan(CommentText.MOST_CHARACTERS + 10).endsWith("the end");
    }
}

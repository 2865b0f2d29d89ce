package io.github.supportops.copilot.helpdesk.freshdesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import io.github.supportops.copilot.testkit.helpdesk.FakeCall;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each request as it goes over the wire, to the letter. */
class FreshdeskRequestsTest {
    private final Desk desk = new Desk(FakeFreshdesk.builder()
            .dropdown("cf_ai_intent", "billing", "technical_issue", "feature_request", "complaint", "general_query")
            .field("cf_ai_escalate", "custom_checkbox")
            .group("Escalations", 42));

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aListNamesItsStartItsOrderAndItsPageAndIncludesNothing() {
        desk.helpdesk.changesSince(Instant.parse("2026-02-28T09:30:00.250Z"));

        assertThat(desk.calls())
                .containsExactly("GET /api/v2/tickets?updated_since=2026-02-28T09:30:00Z&order_by=updated_at"
                        + "&order_type=asc&per_page=100&page=1");
        assertHeadersOfARead();
    }

    @Test
    void aTicketIsViewedAndThenItsConversationIsReadByPages() {
        String id = desk.fake.customerOpens("Export", "It is broken");

        desk.helpdesk.read(id);

        assertThat(desk.calls())
                .containsExactly(
                        "GET /api/v2/tickets/" + id,
                        "GET /api/v2/tickets/" + id + "/conversations?per_page=100&page=1");
        assertHeadersOfARead();
    }

    @Test
    void theCheckReadsTheAgentAndTheTicketFields() {
        desk.helpdesk.check(TriagePolicy.standard());

        assertThat(desk.calls()).containsExactly("GET /api/v2/agents/me", "GET /api/v2/ticket_fields");
        assertHeadersOfARead();
    }

    @Test
    void anUpdateHoldsWhatChangesAndNothingElse() {
        String id = desk.fake.customerOpens("Export", "It is broken");
        desk.fake.agentAddsTag(id, "vip");

        desk.helpdesk.write(desk.update(id, everything()));

        FakeCall put = desk.last("PUT");
        assertThat(put.path()).isEqualTo("/api/v2/tickets/" + id);
        assertThat(put.body())
                .isEqualTo(
                        "{\"priority\":3,\"tags\":[\"ai_churn_medium\",\"ai_escalate\",\"ai_intent_technical_issue\","
                                + "\"ai_sentiment_negative\",\"ai_triaged\",\"vip\"],\"custom_fields\":{"
                                + "\"cf_ai_intent\":\"technical_issue\",\"cf_ai_escalate\":true},\"group_id\":42}");
    }

    @Test
    void aNoteIsPrivateInSoManyWords() {
        String id = desk.fake.customerOpens("Export", "It is broken");
        TicketUpdate update = desk.update(id, TriagePolicy.suggestOnly());

        desk.helpdesk.write(update);

        FakeCall post = desk.last("POST");
        assertThat(post.path()).isEqualTo("/api/v2/tickets/" + id + "/notes");
        assertThat(post.body())
                .isEqualTo("{\"body\":\"AI triage (a suggestion; the customer does not see this)<br>Intent: technical"
                        + " issue | Urgency: high | Sentiment: negative | Churn risk: medium | Needs a person: yes<br><br>"
                        + "Draft reply:<br>Thank you for telling us. We are looking into the invoice flow now.<br><br>"
                        + update.note().marker().text() + "\",\"private\":true}");
        assertThat(desk.fake.lastHeaders())
                .containsEntry("authorization", "Basic ZmFrZS1mcmVzaGRlc2sta2V5Olg=")
                .containsEntry("content-type", "application/json")
                .containsEntry("accept", "application/json");
        assertThat(desk.writes()).as("suggesting changes no value").hasSize(1);
    }

    @Test
    void aDryRunShowsExactlyWhatIsSent() {
        String id = desk.fake.customerOpens("Export", "It is broken");
        TicketUpdate update = desk.update(id, everything());

        List<HelpdeskRequest> shown = desk.helpdesk.preview(update);
        assertThat(desk.writes()).isEmpty();
        desk.helpdesk.write(update);

        List<HelpdeskRequest> sent = desk.fake.calls().stream()
                .filter(call -> !call.method().equals("GET"))
                .map(call -> new HelpdeskRequest(call.method(), call.path(), call.body()))
                .toList();
        assertThat(sent).hasSize(2).isEqualTo(shown);
    }

    @Test
    void everyUrgencyHasANumber() {
        assertThat(desk.helpdesk.priorityFor(Urgency.LOW)).isEqualTo("1");
        assertThat(desk.helpdesk.priorityFor(Urgency.MEDIUM)).isEqualTo("2");
        assertThat(desk.helpdesk.priorityFor(Urgency.HIGH)).isEqualTo("3");
        assertThat(desk.helpdesk.priorityFor(Urgency.CRITICAL)).isEqualTo("4");
    }

    private static TriagePolicy everything() {
        return TriagePolicy.builder()
                .field(TriageValue.INTENT, FieldTarget.of("cf_ai_intent", WritePolicy.OVERWRITE))
                .field(TriageValue.ESCALATION_REQUIRED, FieldTarget.of("cf_ai_escalate", WritePolicy.RAISE_ONLY))
                .escalationGroup("42", WritePolicy.SET_IF_EMPTY)
                .build();
    }

    private void assertHeadersOfARead() {
        assertThat(desk.fake.lastHeaders())
                .containsEntry("authorization", "Basic ZmFrZS1mcmVzaGRlc2sta2V5Olg=")
                .containsEntry("accept", "application/json")
                .doesNotContainKey("content-type");
    }
}

package io.github.supportops.copilot.helpdesk.freshdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdeskBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshdeskCheckTest {

    @Test
    void theStandardPolicyNeedsNothingButTheKey() {
        check(FakeFreshdesk.builder(), TriagePolicy.standard());
        check(FakeFreshdesk.builder(), TriagePolicy.suggestOnly());
    }

    @Test
    void everythingThatIsMissingIsNamedInOneMessage() {
        FakeFreshdeskBuilder account = FakeFreshdesk.builder()
                .ticketScope(3)
                .dropdown("cf_intent", "billing", "complaint")
                .field("cf_line", "custom_text")
                .field("cf_count", "custom_number")
                .field("cf_when", "custom_date")
                .group("Escalations", 42);
        TriagePolicy policy = TriagePolicy.builder()
                .tagPrefix("ai_from_copilot_")
                .escalatedFlag(WritePolicy.OVERWRITE)
                .field(TriageValue.INTENT, FieldTarget.of("cf_intent", WritePolicy.OVERWRITE))
                .field(TriageValue.URGENCY, FieldTarget.of("cf_nowhere", WritePolicy.OVERWRITE))
                .field(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of("cf_line", WritePolicy.OVERWRITE))
                .field(TriageValue.CONFIDENCE, FieldTarget.of("cf_count", WritePolicy.OVERWRITE))
                .field(TriageValue.CHURN_RISK, FieldTarget.of("cf_when", WritePolicy.OVERWRITE))
                .escalationGroup("43", WritePolicy.OVERWRITE)
                .build();

        assertThatThrownBy(() -> check(account, policy))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("sees only some tickets (ticket scope 3)")
                .hasMessageContaining("tag prefix ai_from_copilot_")
                .hasMessageContaining("no escalation flag")
                .hasMessageContaining("the field cf_intent for intent is of type custom_dropdown and cannot hold"
                        + " [technical_issue, feature_request, general_query]")
                .hasMessageContaining("the field cf_nowhere for urgency does not exist")
                .hasMessageContaining(
                        "the field cf_line for suggested_response is of type custom_text; it needs a multi-line")
                .hasMessageContaining("the field cf_count for confidence is of type custom_number")
                .hasMessageContaining("the field cf_when for churn_risk is of type custom_date and cannot hold")
                .hasMessageContaining("the escalation group 43 is not the id of a group; the groups have the ids [42]");
    }

    @Test
    void whatIsOnlySuggestedNeedNotExist() {
        TriagePolicy policy = TriagePolicy.builder()
                .field(TriageValue.URGENCY, FieldTarget.of("cf_nowhere", WritePolicy.SUGGEST_ONLY))
                .escalationGroup("43", WritePolicy.SUGGEST_ONLY)
                .build();

        check(FakeFreshdesk.builder(), policy);
    }

    @Test
    void valuesAreCheckedAsTheyAreWritten() {
        FakeFreshdeskBuilder account = FakeFreshdesk.builder()
                .dropdown("cf_churn", "Green", "Yellow", "Red")
                .field("cf_level", "custom_number")
                .field("cf_person", "custom_checkbox")
                .field("cf_sure", "custom_decimal")
                .field("cf_reply", "custom_paragraph");
        TriagePolicy policy = TriagePolicy.builder()
                .field(
                        TriageValue.CHURN_RISK,
                        new FieldTarget(
                                "cf_churn",
                                WritePolicy.RAISE_ONLY,
                                Map.of("low", "Green", "medium", "Yellow", "high", "Red")))
                .field(
                        TriageValue.URGENCY,
                        new FieldTarget(
                                "cf_level",
                                WritePolicy.OVERWRITE,
                                Map.of("low", "1", "medium", "2", "high", "3", "critical", "4")))
                .field(TriageValue.ESCALATION_REQUIRED, FieldTarget.of("cf_person", WritePolicy.RAISE_ONLY))
                .field(TriageValue.CONFIDENCE, FieldTarget.of("cf_sure", WritePolicy.OVERWRITE))
                .field(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of("cf_reply", WritePolicy.OVERWRITE))
                .build();

        try (Desk desk = new Desk(account)) {
            desk.helpdesk.check(policy);
            String id = desk.fake.customerOpens("Export", "It is broken");

            desk.helpdesk.write(desk.update(id, policy));

            assertThat(desk.fake.ticket(id).fields())
                    .containsEntry("cf_churn", "Yellow")
                    .containsEntry("cf_level", "3")
                    .containsEntry("cf_person", "true")
                    .containsEntry("cf_reply", "Thank you for telling us. We are looking into the invoice flow now.")
                    .doesNotContainKey("cf_sure");
            assertThat(desk.last("PUT").body()).contains("\"cf_level\":3", "\"cf_person\":true");
        }
    }

    @Test
    void rightsThatAreMissingAreNamed() {
        assertThatThrownBy(() -> check(FakeFreshdesk.builder().fieldsForbidden(), TriagePolicy.standard()))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("may not read the ticket fields (status 403)")
                .hasMessageContaining("create and edit tickets");
    }

    @Test
    void aRefusedKeyOrASuspendedAccountIsToldAtOnce() {
        try (Desk desk = new Desk()) {
            desk.fake.suspend();
            assertThatThrownBy(() -> desk.helpdesk.check(TriagePolicy.standard()))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("account_suspended");
            desk.fake.replaceApiKey("another");
            assertThatThrownBy(() -> desk.helpdesk.check(TriagePolicy.standard()))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("FRESHDESK_API_KEY is not the key of an active agent");
        }
    }

    @Test
    void aNumberIsTheSameHoweverItIsWritten() {
        FakeFreshdeskBuilder account = FakeFreshdesk.builder().field("cf_sure", "custom_decimal");
        try (Desk desk = new Desk(account)) {
            desk.helpdesk.check(TriagePolicy.standard());
            String id = desk.fake.customerOpens("Export", "It is broken");
            desk.fake.agentSetsField(id, "cf_sure", "2.50");
            TriagePolicy policy = TriagePolicy.builder()
                    .priority(WritePolicy.SUGGEST_ONLY)
                    .tagPrefix(null)
                    .field(
                            TriageValue.CHURN_RISK,
                            new FieldTarget("cf_sure", WritePolicy.OVERWRITE, Map.of("medium", "2.5")))
                    .build();

            assertThatCode(() -> desk.helpdesk.write(desk.update(id, policy))).doesNotThrowAnyException();

            assertThat(desk.writes()).as("no value differs").hasSize(1);
        }
    }

    private static void check(FakeFreshdeskBuilder account, TriagePolicy policy) {
        try (Desk desk = new Desk(account)) {
            desk.helpdesk.check(policy);
        }
    }
}

package io.github.supportops.copilot.helpdesk.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalesforceSetupTest {
    private final FakeSalesforce org = new FakeSalesforce();
    private final SalesforceHelpdesk helpdesk = Triage.helpdesk(org).build();

    @AfterEach
    void close() {
        helpdesk.close();
        org.close();
    }

    @Test
    void anOrgAsSalesforceDeliversItIsReady() {
        assertThatCode(() -> helpdesk.check(TriagePolicy.standard())).doesNotThrowAnyException();
        assertThat(org.calls()).extracting(call -> call.method()).doesNotContain("PATCH");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        org.priorities("High", "Medium", "-Low");
        org.readOnly("Case", "IsEscalated");
        org.hide("Case", "Origin");
        org.readOnly("CaseComment", "CommentBody");
        org.hide("EmailMessage");
        org.hide("Account", "AnnualRevenue");
        org.customField("Mood__c", "picklist", 255, "positive", "neutral");
        org.customField("Locked__c", "string", 100);
        org.readOnly("Case", "Locked__c");
        org.customField("Short__c", "string", 4);
        org.customField("Box__c", "boolean", 0);
        org.customField("When__c", "date", 0);
        TriagePolicy policy = TriagePolicy.builder()
                .field(TriageValue.SENTIMENT, FieldTarget.of("Mood__c", WritePolicy.OVERWRITE))
                .field(TriageValue.MODEL, FieldTarget.of("Locked__c", WritePolicy.OVERWRITE))
                .field(TriageValue.INTENT, FieldTarget.of("Short__c", WritePolicy.OVERWRITE))
                .field(TriageValue.ESCALATION_REQUIRED, FieldTarget.of("Box__c", WritePolicy.SET_IF_EMPTY))
                .field(TriageValue.CHURN_RISK, FieldTarget.of("Absent__c", WritePolicy.OVERWRITE))
                .field(TriageValue.URGENCY, FieldTarget.of("Reason", WritePolicy.OVERWRITE))
                .field(TriageValue.PROMPT, FieldTarget.of("When__c", WritePolicy.OVERWRITE))
                .escalationGroup("00GgK0000000zzzUAA", WritePolicy.OVERWRITE)
                .escalatedFlag(WritePolicy.RAISE_ONLY)
                .build();

        assertThatThrownBy(() -> helpdesk.check(policy))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("no active value \"Low\" for low")
                .hasMessageContaining("may not change IsEscalated")
                .hasMessageContaining("cannot see Origin of Case")
                .hasMessageContaining("may not create a CaseComment")
                .hasMessageContaining("cannot see EmailMessage")
                .hasMessageContaining("emailMessages(false)")
                .hasMessageContaining("cannot see AnnualRevenue of Account; set accounts(false)")
                .hasMessageContaining("picklist Mood__c does not have negative")
                .hasMessageContaining("may not change Locked__c")
                .hasMessageContaining("Short__c is too short for the values of intent")
                .hasMessageContaining("checkbox Box__c is never empty")
                .hasMessageContaining("no field Absent__c")
                .hasMessageContaining("Reason is no custom field")
                .hasMessageContaining("When__c is of type date")
                .hasMessageContaining("no queue for cases with the id 00GgK0000000zzzUAA");
    }

    @Test
    void escalationNeedsAnOwnerThatCanHaveIt() {
        for (String good : new String[] {org.queueId(), org.agentId()}) {
            assertThatCode(() -> helpdesk.check(escalatingTo(good, WritePolicy.OVERWRITE)))
                    .doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> helpdesk.check(escalatingTo("Tier 2", WritePolicy.OVERWRITE)))
                .hasMessageContaining("id of a queue (00G…) or a user (005…): Tier 2");
        assertThatThrownBy(() -> helpdesk.check(escalatingTo("' OR Id != '", WritePolicy.OVERWRITE)))
                .isInstanceOf(HelpdeskSetupException.class);
        assertThatThrownBy(() -> helpdesk.check(escalatingTo(org.queueId().substring(0, 15), WritePolicy.OVERWRITE)))
                .hasMessageContaining("written with 18 characters: " + org.queueId());
        assertThatThrownBy(() -> helpdesk.check(escalatingTo(org.queueId(), WritePolicy.SET_IF_EMPTY)))
                .hasMessageContaining("every case has an owner");
    }

    @Test
    void suggestOnlyNeedsNoRightToChangeCases() {
        org.readOnly("Case", "Priority");
        org.readOnly("Case", "OwnerId");

        assertThatCode(() -> helpdesk.check(TriagePolicy.suggestOnly())).doesNotThrowAnyException();
        assertThatThrownBy(() -> helpdesk.check(TriagePolicy.standard()))
                .hasMessageContaining("may not change Priority");
    }

    @Test
    void anUnknownApiVersionIsSaidToBeOne() {
        try (SalesforceHelpdesk old = Triage.helpdesk(org).apiVersion("v12.0").build()) {
            assertThatThrownBy(() -> old.check(TriagePolicy.standard()))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("API version");
        }
    }

    private static TriagePolicy escalatingTo(String owner, WritePolicy policy) {
        return TriagePolicy.builder().escalationGroup(owner, policy).build();
    }
}

package io.github.supportops.copilot.helpdesk.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZendeskCheckTest {
    private final ZendeskBench bench = new ZendeskBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void standardPolicyNeedsOneCall() {
        bench.helpdesk().check(TriagePolicy.standard());

        assertThat(bench.calls()).containsExactly("GET /api/v2/users/me");
    }

    @Test
    void fieldsAndGroupThatFitAreFine() {
        bench.fake.addGroup(42);
        bench.fake.addField(
                81,
                "tagger",
                true,
                Stream.of(Intent.values()).map(Intent::wireName).toArray(String[]::new));
        bench.fake.addField(82, "checkbox", true);
        bench.fake.addField(83, "textarea", true);
        bench.fake.addField(84, "decimal", true);
        bench.fake.addField(85, "tagger", true, "risk_low", "medium", "high");

        bench.helpdesk()
                .check(TriagePolicy.builder()
                        .field(TriageValue.INTENT, FieldTarget.of("81", WritePolicy.OVERWRITE))
                        .field(TriageValue.ESCALATION_REQUIRED, FieldTarget.of("82", WritePolicy.RAISE_ONLY))
                        .field(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of("83", WritePolicy.OVERWRITE))
                        .field(TriageValue.CONFIDENCE, FieldTarget.of("84", WritePolicy.OVERWRITE))
                        .field(
                                TriageValue.CHURN_RISK,
                                new FieldTarget("85", WritePolicy.RAISE_ONLY, Map.of("low", "risk_low")))
                        .escalationGroup("42", WritePolicy.SET_IF_EMPTY)
                        .build());

        assertThat(bench.calls())
                .containsExactly(
                        "GET /api/v2/users/me",
                        "GET /api/v2/ticket_fields?page%5Bsize%5D=100",
                        "GET /api/v2/groups/42");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        bench.fake.ownRole("agent");
        bench.fake.addField(81, "tagger", true, "billing");
        bench.fake.addField(82, "text", false);
        bench.fake.addField(83, "text", true);
        bench.fake.addField(84, "date", true);
        bench.with(settings -> settings.scope("tickets:read users:read read"));

        assertThatThrownBy(() -> bench.helpdesk()
                        .check(TriagePolicy.builder()
                                .field(TriageValue.INTENT, FieldTarget.of("81", WritePolicy.OVERWRITE))
                                .field(TriageValue.SENTIMENT, FieldTarget.of("82", WritePolicy.OVERWRITE))
                                .field(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of("83", WritePolicy.OVERWRITE))
                                .field(TriageValue.MODEL, FieldTarget.of("84", WritePolicy.OVERWRITE))
                                .field(TriageValue.PROMPT, FieldTarget.of("prompt", WritePolicy.OVERWRITE))
                                .escalationGroup("42", WritePolicy.OVERWRITE)
                                .escalatedFlag(WritePolicy.OVERWRITE)
                                .build()))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("role \"agent\"")
                .hasMessageContaining("tickets:write")
                .hasMessageContaining("no escalation flag")
                .hasMessageContaining("ticket field 81 for intent is a drop-down without options with the tags"
                        + " [technical_issue, feature_request, complaint, general_query]")
                .hasMessageContaining("ticket field 82 for sentiment is not active")
                .hasMessageContaining("ticket field 83 for suggested_response has one line only")
                .hasMessageContaining("ticket field 84 for model is of type date")
                .hasMessageContaining("ticket field prompt for prompt does not exist")
                .hasMessageContaining("group 42 does not exist");
    }

    @Test
    void scopeThatCannotReadFieldsOrGroupsIsNamed() {
        bench.with(settings -> settings.scope("tickets:read tickets:write users:read"));

        assertThatThrownBy(() -> bench.helpdesk()
                        .check(TriagePolicy.builder()
                                .field(TriageValue.INTENT, FieldTarget.of("81", WritePolicy.OVERWRITE))
                                .escalationGroup("42", WritePolicy.OVERWRITE)
                                .build()))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("may not read ticket fields (status 403): it needs the scope \"read\"")
                .hasMessageContaining("may not read groups (status 403)");
    }

    @Test
    void scopeWithAnUnknownWordIsNamed() {
        bench.with(settings -> settings.scope("ticket:reed"));

        assertThatThrownBy(() -> bench.helpdesk().check(TriagePolicy.standard()))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("may not read its own user (status 403)")
                .hasMessageContaining("may not update tickets (scope \"ticket:reed\")");
    }

    @Test
    void manyFieldsComeInPages() {
        for (int id = 1; id <= 250; id++) {
            bench.fake.addField(id, "text", true);
        }

        bench.helpdesk()
                .check(TriagePolicy.builder()
                        .field(TriageValue.INTENT, FieldTarget.of("250", WritePolicy.OVERWRITE))
                        .build());

        assertThat(bench.calls("GET /api/v2/ticket_fields")).isEqualTo(3);
    }
}

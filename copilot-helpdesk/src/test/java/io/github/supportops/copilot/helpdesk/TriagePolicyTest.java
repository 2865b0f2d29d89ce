package io.github.supportops.copilot.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be set, and how a policy file is read. */
class TriagePolicyTest {

    @Test
    void theDefaultRaisesPrioritiesTagsAndTouchesNothingElse() {
        for (TriagePolicy policy : new TriagePolicy[] {TriagePolicy.standard(), TriagePolicy.fromJson("{}")}) {
            assertThat(policy.draftReply()).isTrue();
            assertThat(policy.tagPrefix()).contains("ai_");
            assertThat(policy.priority()).isEqualTo(WritePolicy.RAISE_ONLY);
            assertThat(policy.fields()).isEmpty();
            assertThat(policy.escalationGroup()).isEmpty();
            assertThat(policy.escalatedFlag()).isEqualTo(WritePolicy.SUGGEST_ONLY);
            assertThat(policy.holdForReview()).isTrue();
            assertThat(policy.solvedTickets()).isFalse();
            assertThat(policy)
                    .hasToString("TriagePolicy[tags=ai_*, priority=raise_only, fields=[], escalation group=none,"
                            + " hold for review=true]");
        }
    }

    @Test
    void everySettingIsRead() {
        TriagePolicy policy = TriagePolicy.fromJson("""
                {
                  "draft_reply": false,
                  "tag_prefix": "bot-",
                  "priority": "set_if_empty",
                  "fields": {
                    "urgency": {"field": 360001, "policy": "raise_only", "values": {"critical": 4, "high": "P2"}},
                    "suggested_response": {"field": "cf_reply", "policy": "overwrite"}
                  },
                  "escalation_group": {"group": 77, "policy": "set_if_empty"},
                  "escalated_flag": "overwrite",
                  "hold_for_review": false,
                  "solved_tickets": true
                }
                """);

        assertThat(policy.draftReply()).isFalse();
        assertThat(policy.tagPrefix()).contains("bot-");
        assertThat(policy.priority()).isEqualTo(WritePolicy.SET_IF_EMPTY);
        assertThat(policy.fields())
                .containsExactly(
                        Map.entry(
                                TriageValue.URGENCY,
                                new FieldTarget(
                                        "360001", WritePolicy.RAISE_ONLY, Map.of("critical", "4", "high", "P2"))),
                        Map.entry(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of("cf_reply", WritePolicy.OVERWRITE)));
        assertThat(policy.escalationGroup()).contains(FieldTarget.of("77", WritePolicy.SET_IF_EMPTY));
        assertThat(policy.escalatedFlag()).isEqualTo(WritePolicy.OVERWRITE);
        assertThat(policy.holdForReview()).isFalse();
        assertThat(policy.solvedTickets()).isTrue();
        assertThat(policy)
                .hasToString("TriagePolicy[tags=bot-*, priority=set_if_empty, fields=[URGENCY, SUGGESTED_RESPONSE],"
                        + " escalation group=77, hold for review=false]");
    }

    @Test
    void aNullPrefixMeansNoTags() {
        assertThat(TriagePolicy.fromJson("{\"tag_prefix\": null}").tagPrefix()).isEmpty();
        assertThat(TriagePolicy.suggestOnly().tagPrefix()).isEmpty();
        assertThat(TriagePolicy.suggestOnly().priority()).isEqualTo(WritePolicy.SUGGEST_ONLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suggest_only", "set_if_empty", "raise_only", "overwrite"})
    void everyPolicyHasItsNameInFiles(String name) {
        assertThat(TriagePolicy.fromJson("{\"priority\": \"" + name + "\"}")
                        .priority()
                        .wireName())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | an object at $",
                "'' | an object at $",
                "{\"draft_replay\": true} | $.draft_replay; known there: [draft_reply, tag_prefix,",
                "{\"draft_reply\": \"yes\"} | true or false at $.draft_reply",
                "{\"hold_for_review\": null} | true or false at $.hold_for_review",
                "{\"solved_tickets\": 1} | true or false at $.solved_tickets",
                "{\"tag_prefix\": \" \"} | text at $.tag_prefix",
                "{\"tag_prefix\": {}} | text at $.tag_prefix",
                "{\"tag_prefix\": \"AI \"} | 20 lower-case letters, digits, _ and -: AI ; see $.tag_prefix of the policy",
                "{\"priority\": \"raise\"} | one of suggest_only, set_if_empty, raise_only, overwrite at $.priority",
                "{\"priority\": null} | at $.priority",
                "{\"escalated_flag\": true} | at $.escalated_flag",
                "{\"fields\": []} | an object at $.fields",
                "{\"fields\": {\"mood\": {}}} | $.fields.mood; known there: [intent, urgency,",
                "{\"fields\": {\"intent\": \"f1\"}} | an object at $.fields.intent",
                "{\"fields\": {\"intent\": {\"policy\": \"overwrite\"}}} | text at $.fields.intent.field",
                "{\"fields\": {\"intent\": {\"field\": 1.5}}} | text at $.fields.intent.field",
                "{\"fields\": {\"intent\": {\"field\": \"f1\"}}} | at $.fields.intent.policy",
                "{\"fields\": {\"intent\": {\"field\": \"f1\", \"polcy\": \"overwrite\"}}} | $.fields.intent.polcy",
                "{\"fields\": {\"intent\": {\"field\": \"f1\", \"policy\": \"raise_only\"}}}"
                        + " | use set_if_empty or overwrite; see $.fields.intent of the policy",
                "{\"fields\": {\"intent\": {\"field\": \"f\", \"policy\": \"overwrite\", \"values\": 4}}}"
                        + " | an object at $.fields.intent.values",
                "{\"fields\": {\"intent\": {\"field\": \"f\", \"policy\": \"overwrite\", \"values\": {\"billing\": true}}}}"
                        + " | text at $.fields.intent.values.billing",
                "{\"fields\": {\"intent\": {\"field\": \"f\", \"policy\": \"overwrite\", \"values\": {\"biling\": \"b\"}}}}"
                        + " | intent is never biling; it is one of [billing, technical_issue,",
                "{\"fields\": {\"intent\": {\"field\": \"f\", \"policy\": \"overwrite\"},"
                        + " \"urgency\": {\"field\": \"f\", \"policy\": \"overwrite\"}}}"
                        + " | Both intent and urgency go to the field f; give each its own; see $.fields.urgency of the policy",
                "{\"escalation_group\": \"g1\"} | an object at $.escalation_group",
                "{\"escalation_group\": {\"policy\": \"overwrite\"}} | text at $.escalation_group.group",
                "{\"escalation_group\": {\"group\": 1}} | at $.escalation_group.policy",
                "{\"escalation_group\": {\"group\": 1, \"policy\": \"overwrite\", \"x\": 1}} | at $.escalation_group.x",
                "{\"escalation_group\": {\"group\": 1, \"policy\": \"raise_only\"}}"
                        + " | use set_if_empty or overwrite; see $.escalation_group of the policy",
            })
    void everyMistakeIsNamedWithItsPlace(String json, String message) {
        assertThatThrownBy(() -> TriagePolicy.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\\n\"priority\": |2",
                "{} {}|1",
                "{\\n\\n'priority': 1}|3",
                "{\"draft_reply\": true,\\n\"draft_reply\": false}|",
                "{\"fields\": {\"intent\": {\"field\": 1, \"field\": 2}}}|",
            })
    void whatIsNotJsonOrSaysThingsTwiceIsNamedWithItsLine(String json, String line) {
        assertThatThrownBy(() -> TriagePolicy.fromJson(json.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "The policy is not JSON, or names a setting twice: line " + (line == null ? "" : line))
                .hasNoCause();
    }

    @Test
    void theBuilderRefusesTheSameMistakes() {
        TriagePolicy.Builder builder = TriagePolicy.builder();

        assertThatThrownBy(() -> builder.tagPrefix("a".repeat(21))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.field(TriageValue.SENTIMENT, FieldTarget.of("f1", WritePolicy.RAISE_ONLY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sentiment has no order, so raise_only means nothing; use set_if_empty or overwrite");
        builder.field(TriageValue.SENTIMENT, FieldTarget.of("f1", WritePolicy.OVERWRITE))
                .field(TriageValue.SENTIMENT, FieldTarget.of("f1", WritePolicy.SET_IF_EMPTY));
        assertThatThrownBy(() -> builder.field(TriageValue.MODEL, FieldTarget.of("f1", WritePolicy.OVERWRITE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Both sentiment and model go to the field f1; give each its own");
        assertThatThrownBy(() -> FieldTarget.of(" ", WritePolicy.OVERWRITE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.build().fields())
                .containsExactly(Map.entry(TriageValue.SENTIMENT, FieldTarget.of("f1", WritePolicy.SET_IF_EMPTY)));
    }
}

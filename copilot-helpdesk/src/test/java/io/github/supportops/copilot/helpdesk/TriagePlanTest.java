package io.github.supportops.copilot.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a triage is written, by every policy, to tickets in every state. */
class TriagePlanTest {
    private static final HelpdeskMessage MESSAGE =
            new HelpdeskMessage("m1", AuthorRole.CUSTOMER, true, "It broke.", Instant.EPOCH);

    private static HelpdeskTicket.Builder ticket() {
        return HelpdeskTicket.builder("memory", "7", "v1").messages(List.of(MESSAGE));
    }

    private static AnalysisResult result(Urgency urgency, ChurnRisk churn, boolean escalate) {
        TicketAnalysis analysis = new TicketAnalysis(
                Intent.TECHNICAL_ISSUE, urgency, Sentiment.NEGATIVE, escalate, churn, "We are on it.");
        return AnalysisResult.builder("7", analysis, Provenance.builder("test").build())
                .build();
    }

    private static AnalysisResult calm() {
        return result(Urgency.MEDIUM, ChurnRisk.MEDIUM, false);
    }

    private static TicketUpdate planned(
            TriagePolicy.Builder policy, HelpdeskTicket.Builder ticket, AnalysisResult result) {
        return TriagePlan.of(policy.build(), new MemoryHelpdesk()).update(ticket.build(), result, null);
    }

    private static TriagePolicy.Builder noteOnly() {
        return TriagePolicy.builder().tagPrefix(null).priority(WritePolicy.SUGGEST_ONLY);
    }

    private static Priority priority(Urgency rank) {
        return new Priority(new MemoryHelpdesk().priorityFor(rank), rank);
    }

    @ParameterizedTest(name = "{0}: {1}, triage says {2} -> {3}")
    @CsvSource({
        "SUGGEST_ONLY, , CRITICAL, ",
        "SUGGEST_ONLY, LOW, CRITICAL, ",
        "SET_IF_EMPTY, , LOW, LOW",
        "SET_IF_EMPTY, LOW, CRITICAL, ",
        "SET_IF_EMPTY, OWN, CRITICAL, ",
        "RAISE_ONLY, , LOW, LOW",
        "RAISE_ONLY, LOW, MEDIUM, MEDIUM",
        "RAISE_ONLY, HIGH, CRITICAL, CRITICAL",
        "RAISE_ONLY, HIGH, HIGH, ",
        "RAISE_ONLY, CRITICAL, LOW, ",
        "RAISE_ONLY, OWN, CRITICAL, ",
        "OVERWRITE, , LOW, LOW",
        "OVERWRITE, CRITICAL, LOW, LOW",
        "OVERWRITE, OWN, LOW, LOW",
        "OVERWRITE, LOW, LOW, ",
    })
    void thePriorityFollowsThePolicy(WritePolicy policy, String now, Urgency said, Urgency written) {
        Priority there = now == null
                ? null
                : now.equals("OWN") ? new Priority("p0-of-our-own", null) : priority(Urgency.valueOf(now));

        TicketUpdate update =
                planned(noteOnly().priority(policy), ticket().priority(there), result(said, ChurnRisk.LOW, false));

        assertThat(update.priority()).isEqualTo(Optional.ofNullable(written));
        assertThat(update.changes().size()).isEqualTo(written == null ? 1 : 2);
        if (written != null) {
            FieldChange change = update.changes().get(0);
            assertThat(change)
                    .isEqualTo(new FieldChange(
                            "priority",
                            there == null ? null : there.value(),
                            priority(written).value()));
        }
    }

    @Test
    void theDefaultNeverLowersAPriority() {
        for (Urgency now : Urgency.values()) {
            for (Urgency said : Urgency.values()) {
                TicketUpdate update = planned(
                        TriagePolicy.builder(), ticket().priority(priority(now)), result(said, ChurnRisk.LOW, false));

                assertThat(update.priority()).isEqualTo(said.compareTo(now) > 0 ? Optional.of(said) : Optional.empty());
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        "SUGGEST_ONLY, , ",
        "SUGGEST_ONLY, low, ",
        "SET_IF_EMPTY, , medium",
        "SET_IF_EMPTY, low, ",
        "RAISE_ONLY, , medium",
        "RAISE_ONLY, low, medium",
        "RAISE_ONLY, medium, ",
        "RAISE_ONLY, high, ",
        "RAISE_ONLY, of our own, ",
        "OVERWRITE, , medium",
        "OVERWRITE, high, medium",
        "OVERWRITE, medium, ",
    })
    void aFieldWithAnOrderFollowsThePolicy(WritePolicy policy, String now, String written) {
        for (TriageValue value : List.of(TriageValue.CHURN_RISK, TriageValue.URGENCY)) {
            TicketUpdate update = planned(
                    noteOnly().field(value, FieldTarget.of("f1", policy)), ticket().fields(fields("f1", now)), calm());

            assertThat(update.fields()).isEqualTo(fields("f1", written));
        }
    }

    private static Map<String, String> fields(String name, String value) {
        return value == null ? Map.of() : Map.of(name, value);
    }

    @ParameterizedTest
    @EnumSource(TriageValue.class)
    void everyValueIsWrittenWhereNothingIsAndOverwrittenOnlyOnDemand(TriageValue value) {
        AnalysisResult full = calm().toBuilder()
                .confidence(Confidence.of(Map.of(AnalysisField.INTENT, 0.5, AnalysisField.URGENCY, 0.876)))
                .provenance(Provenance.builder("test")
                        .model("model-1")
                        .prompt(new PromptIdentity("triage", "3", "abcdef012345"))
                        .build())
                .build();
        Map<TriageValue, String> expected = Map.of(
                TriageValue.INTENT, "technical_issue",
                TriageValue.URGENCY, "medium",
                TriageValue.SENTIMENT, "negative",
                TriageValue.ESCALATION_REQUIRED, "false",
                TriageValue.CHURN_RISK, "medium",
                TriageValue.SUGGESTED_RESPONSE, "We are on it.",
                TriageValue.CONFIDENCE, "0.50",
                TriageValue.MODEL, "model-1",
                TriageValue.PROMPT, "triage@3 abcdef012345");
        String wanted = expected.get(value);

        for (WritePolicy policy : List.of(WritePolicy.SUGGEST_ONLY, WritePolicy.SET_IF_EMPTY, WritePolicy.OVERWRITE)) {
            TriagePolicy.Builder settings = noteOnly().field(value, FieldTarget.of("f1", policy));

            boolean onEmpty = policy != WritePolicy.SUGGEST_ONLY;
            assertThat(planned(settings, ticket(), full).fields()).isEqualTo(onEmpty ? Map.of("f1", wanted) : Map.of());
            boolean onOther = policy == WritePolicy.OVERWRITE;
            assertThat(planned(settings, ticket().fields(Map.of("f1", "an agent's")), full)
                            .fields())
                    .isEqualTo(onOther ? Map.of("f1", wanted) : Map.of());
            assertThat(planned(settings, ticket().fields(Map.of("f1", wanted)), full)
                            .fields())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TriageValue.class,
            names = {"CONFIDENCE", "MODEL", "PROMPT"})
    void whatWasNotMeasuredIsNotWritten(TriageValue value) {
        TicketUpdate update =
                planned(noteOnly().field(value, FieldTarget.of("f1", WritePolicy.OVERWRITE)), ticket(), calm());

        assertThat(update.fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({", true, true", "false, true, true", "true, true, ", "true, false, ", ", false, false", "yes, true, "})
    void aCheckboxIsRaisedAndNeverLowered(String now, boolean escalate, String written) {
        TicketUpdate update = planned(
                noteOnly().field(TriageValue.ESCALATION_REQUIRED, FieldTarget.of("f1", WritePolicy.RAISE_ONLY)),
                ticket().fields(fields("f1", now)),
                result(Urgency.LOW, ChurnRisk.LOW, escalate));

        assertThat(update.fields()).isEqualTo(fields("f1", written));
    }

    @ParameterizedTest
    @CsvSource({"P3, P2", "P2, ", "P1, ", "medium, ", ", P2"})
    void translatedValuesKeepTheirOrder(String now, String written) {
        FieldTarget target =
                new FieldTarget("f1", WritePolicy.RAISE_ONLY, Map.of("low", "P3", "medium", "P2", "high", "P1"));

        TicketUpdate update =
                planned(noteOnly().field(TriageValue.URGENCY, target), ticket().fields(fields("f1", now)), calm());

        assertThat(update.fields()).isEqualTo(fields("f1", written));
    }

    @Test
    void twoValuesWithTheSameTranslationAreEquallyHigh() {
        FieldTarget target = new FieldTarget("f1", WritePolicy.RAISE_ONLY, Map.of("high", "P1", "critical", "P1"));

        TicketUpdate update = planned(
                noteOnly().field(TriageValue.URGENCY, target),
                ticket().fields(Map.of("f1", "P1")),
                result(Urgency.CRITICAL, ChurnRisk.LOW, false));

        assertThat(update.fields()).isEmpty();
    }

    @Test
    void tagsSayWhatTheTriageFound() {
        TicketUpdate update = planned(TriagePolicy.builder(), ticket(), calm());

        assertThat(update.addedTags())
                .containsExactly("ai_churn_medium", "ai_intent_technical_issue", "ai_sentiment_negative", "ai_triaged");
        assertThat(update.removedTags()).isEmpty();
        assertThat(planned(TriagePolicy.builder(), ticket(), result(Urgency.LOW, ChurnRisk.LOW, true))
                        .addedTags())
                .contains("ai_escalate");
    }

    @Test
    void tagsOfAnEarlierTriageGiveWayAndAllOthersStay() {
        Set<String> there = Set.of(
                "ai_intent_billing",
                "ai_intent_technical_issue",
                "ai_sentiment_positive",
                "ai_churn_high",
                "ai_triaged",
                "ai_escalate",
                "ai_intent_of_our_own",
                "ai_churn_",
                "ai_intentional",
                "my_ai_intent_billing",
                "intent_billing",
                "vip");

        TicketUpdate update = planned(TriagePolicy.builder(), ticket().tags(there), calm());

        assertThat(update.addedTags()).containsExactly("ai_churn_medium", "ai_sentiment_negative");
        assertThat(update.removedTags()).containsExactly("ai_churn_high", "ai_intent_billing", "ai_sentiment_positive");
        assertThat(update.mergedTags())
                .containsExactlyInAnyOrder(
                        "ai_intent_technical_issue",
                        "ai_sentiment_negative",
                        "ai_churn_medium",
                        "ai_triaged",
                        "ai_escalate",
                        "ai_intent_of_our_own",
                        "ai_churn_",
                        "ai_intentional",
                        "my_ai_intent_billing",
                        "intent_billing",
                        "vip");
        assertThat(update.changes().get(1).after()).isEqualTo(String.join(" ", update.mergedTags()));
    }

    @Test
    void theSameTriageTwiceChangesNoTag() {
        Set<String> after = planned(TriagePolicy.builder(), ticket(), calm()).mergedTags();

        TicketUpdate again = planned(TriagePolicy.builder(), ticket().tags(after), calm());

        assertThat(again.addedTags()).isEmpty();
        assertThat(again.removedTags()).isEmpty();
        assertThat(again.changes()).extracting(FieldChange::name).containsExactly("priority", "note");
    }

    @Test
    void thePrefixIsTheAccountsChoice() {
        TicketUpdate update = planned(
                TriagePolicy.builder().tagPrefix("bot-"),
                ticket().tags(Set.of("ai_churn_high", "bot-churn_high")),
                calm());

        assertThat(update.addedTags()).allMatch(tag -> tag.startsWith("bot-"));
        assertThat(update.removedTags()).containsExactly("bot-churn_high");
    }

    @ParameterizedTest(name = "{0}: group {1}, escalate {2} -> {3}")
    @CsvSource({
        "SUGGEST_ONLY, , true, ",
        "SET_IF_EMPTY, , true, g9",
        "SET_IF_EMPTY, g1, true, ",
        "SET_IF_EMPTY, , false, ",
        "OVERWRITE, g1, true, g9",
        "OVERWRITE, g9, true, ",
        "OVERWRITE, g1, false, ",
    })
    void onlyWhatNeedsAPersonMovesToTheGroup(WritePolicy policy, String now, boolean escalate, String written) {
        TicketUpdate update = planned(
                noteOnly().escalationGroup("g9", policy),
                ticket().group(now),
                result(Urgency.LOW, ChurnRisk.LOW, escalate));

        assertThat(update.group()).isEqualTo(Optional.ofNullable(written));
        assertThat(update.changes())
                .extracting(FieldChange::name)
                .containsExactlyElementsOf(written == null ? List.of("note") : List.of("group", "note"));
    }

    @ParameterizedTest
    @EnumSource(WritePolicy.class)
    void theEscalationFlagIsSetOnDemandAndNeverTakenAway(WritePolicy policy) {
        TriagePolicy.Builder settings = noteOnly().escalatedFlag(policy);
        AnalysisResult needed = result(Urgency.LOW, ChurnRisk.LOW, true);

        assertThat(planned(settings, ticket(), needed).escalate()).isEqualTo(policy != WritePolicy.SUGGEST_ONLY);
        assertThat(planned(settings, ticket().escalated(true), needed).escalate())
                .isFalse();
        assertThat(planned(settings, ticket().escalated(true), calm()).changes())
                .extracting(FieldChange::name)
                .containsExactly("note");
        assertThat(planned(settings, ticket(), calm()).escalate()).isFalse();
    }

    @Test
    void suggestOnlyWritesTheNoteAndNothingElse() {
        TicketUpdate update = TriagePlan.of(TriagePolicy.suggestOnly(), new MemoryHelpdesk())
                .update(
                        ticket().tags(Set.of("ai_churn_high")).build(),
                        result(Urgency.CRITICAL, ChurnRisk.HIGH, true),
                        null);

        assertThat(update.changes())
                .containsExactly(
                        new FieldChange("note", null, update.note().marker().text()));
        assertThat(update.mergedTags()).containsExactly("ai_churn_high");
    }

    @Test
    void everyChangeIsListedWithTheNoteLast() {
        List<String> names = new ArrayList<>();
        TicketUpdate update = planned(
                TriagePolicy.builder()
                        .field(TriageValue.INTENT, FieldTarget.of("f1", WritePolicy.OVERWRITE))
                        .escalationGroup("g9", WritePolicy.OVERWRITE)
                        .escalatedFlag(WritePolicy.OVERWRITE),
                ticket().fields(Map.of("f1", "billing")),
                result(Urgency.CRITICAL, ChurnRisk.HIGH, true));
        update.changes().forEach(change -> names.add(change.name().toLowerCase(Locale.ROOT)));

        assertThat(names).containsExactly("priority", "tags", "f1", "group", "escalated", "note");
        assertThat(update.changes()).contains(new FieldChange("f1", "billing", "technical_issue"));
        assertThat(update).hasToString("TicketUpdate[memory 7, [priority, tags, f1, group, escalated, note]]");
    }

    @Test
    void theTriageOfAnotherTicketIsRefused() {
        AnalysisResult other = AnalysisResult.builder(
                        "8", calm().analysis(), Provenance.builder("test").build())
                .build();

        assertThatThrownBy(() -> planned(TriagePolicy.builder(), ticket(), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The triage of ticket 8 cannot be written to 7");
    }

    @Test
    void aTicketWithoutAWordOfTheCustomerIsRefused() {
        assertThatThrownBy(() -> planned(TriagePolicy.builder(), ticket().messages(List.of()), calm()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The customer wrote nothing in ticket 7");
    }
}

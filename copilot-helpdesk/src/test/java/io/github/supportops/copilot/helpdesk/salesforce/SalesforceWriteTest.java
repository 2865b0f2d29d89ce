package io.github.supportops.copilot.helpdesk.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.FieldChange;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.MovedTime;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import io.github.supportops.copilot.testkit.helpdesk.FakeCall;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import io.github.supportops.copilot.testkit.helpdesk.FakeTicketView;
import io.github.supportops.copilot.testkit.helpdesk.Faults.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalesforceWriteTest {
    private final FakeSalesforce org = new FakeSalesforce();
    private final MovedTime time = new MovedTime(Instant.parse("2026-11-22T12:00:00Z"));
    private final SalesforceHelpdesk helpdesk =
            Triage.helpdesk(org).time(time).callDeadline(Duration.ofMillis(700)).build();

    @AfterEach
    void close() {
        helpdesk.close();
        org.close();
    }

    @Test
    void priorityAndCommentGoOutAsOneCompositeCall() throws Exception {
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(helpdesk, TriagePolicy.standard(), ticket, Urgency.HIGH);
        int before = org.calls().size();

        assertThat(helpdesk.write(update)).isEqualTo(WriteOutcome.written(null));

        List<FakeCall> calls = org.calls().subList(before, org.calls().size());
        assertThat(calls).extracting(FakeCall::method).containsExactly("GET", "POST");
        assertThat(calls.get(1).path()).isEqualTo("/services/data/v66.0/composite");
        JsonNode body = new ObjectMapper().readTree(calls.get(1).body());
        String note = update.note().text();
        assertThat(body).isEqualTo(new ObjectMapper().readTree("""
                        {"allOrNone": true, "compositeRequest": [
                          {"method": "PATCH", "url": "/services/data/v66.0/sobjects/Case/%s", "referenceId": "triagedCase",
                           "httpHeaders": {"If-Unmodified-Since": "%s", "Sforce-Auto-Assign": "FALSE"},
                           "body": {"Priority": "High"}},
                          {"method": "POST", "url": "/services/data/v66.0/sobjects/CaseComment", "referenceId": "triageNote",
                           "body": {"ParentId": "%s", "CommentBody": %s, "IsPublished": false}}]}
                        """.formatted(
                                ticket.id(),
                                Stamp.httpDate(CaseReader.stampOf(ticket.version())),
                                ticket.id(),
                                new ObjectMapper().writeValueAsString(note))));
        FakeTicketView after = org.ticket(ticket.id());
        assertThat(after.priority()).contains("High");
        assertThat(after.privateNotes()).containsExactly(note);
        assertThat(after.publicMessages()).containsExactly("It is wrong.");
        assertThat(after.group()).isEqualTo(org.queueId());
    }

    @Test
    void thePreviewIsWhatIsSent() {
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(helpdesk, TriagePolicy.standard(), ticket, Urgency.HIGH);
        List<HelpdeskRequest> preview = helpdesk.preview(update);
        int before = org.calls().size();

        helpdesk.write(update);

        assertThat(org.calls().subList(before, org.calls().size()))
                .extracting(call -> new HelpdeskRequest(
                        call.method(), call.path(), call.body().isEmpty() ? null : call.body()))
                .isEqualTo(preview);
    }

    @Test
    void suggestOnlyTouchesNoFieldOfTheCase() {
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(helpdesk, TriagePolicy.suggestOnly(), ticket, Urgency.CRITICAL);

        assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);

        assertThat(lastBody()).doesNotContain("PATCH").contains("\"IsPublished\":false");
        assertThat(org.ticket(ticket.id()).priority()).contains("Medium");
        assertThat(org.ticket(ticket.id()).privateNotes()).hasSize(1);
    }

    @Test
    void tagsAreLeftOutBecauseCasesHaveNone() {
        TicketUpdate update = Triage.update(helpdesk, TriagePolicy.standard(), opened(), Urgency.HIGH);

        assertThat(update.changes()).extracting(FieldChange::name).containsExactly("priority", "note");
    }

    @Test
    void everyMappedValueIsWrittenInTheFormItsFieldHas() {
        org.customField("Intent__c", "picklist", 255, "Billing", "Technical", "Wish", "Complaint", "Question");
        org.customField("Hot__c", "boolean", 0);
        org.customField("Score__c", "double", 0);
        org.customField("Reply__c", "textarea", 40);
        TriagePolicy policy = TriagePolicy.builder()
                .field(
                        TriageValue.INTENT,
                        new FieldTarget(
                                "Intent__c",
                                WritePolicy.OVERWRITE,
                                Map.of(
                                        "billing", "Billing",
                                        "technical_issue", "Technical",
                                        "feature_request", "Wish",
                                        "complaint", "Complaint",
                                        "general_query", "Question")))
                .field(TriageValue.ESCALATION_REQUIRED, FieldTarget.of("Hot__c", WritePolicy.RAISE_ONLY))
                .field(TriageValue.CONFIDENCE, FieldTarget.of("Score__c", WritePolicy.OVERWRITE))
                .field(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of("Reply__c", WritePolicy.OVERWRITE))
                .escalationGroup(org.agentId(), WritePolicy.OVERWRITE)
                .escalatedFlag(WritePolicy.RAISE_ONLY)
                .build();
        helpdesk.check(policy);
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(
                helpdesk,
                policy,
                ticket,
                Triage.withConfidence(
                        Triage.result(
                                ticket.id(), Urgency.CRITICAL, "A reply that is longer than the forty the field has."),
                        0.9));

        assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);

        assertThat(lastBody())
                .contains("\"Priority\":\"High\"")
                .contains("\"IsEscalated\":true")
                .contains("\"OwnerId\":\"" + org.agentId() + "\"")
                .contains("\"Intent__c\":\"Billing\"")
                .contains("\"Hot__c\":true")
                .contains("\"Score__c\":0.90")
                .contains("\"Reply__c\":\"A reply that is longer than the forty th\"");
        HelpdeskTicket after = helpdesk.read(ticket.id()).orElseThrow();
        assertThat(after.fields()).containsEntry("Score__c", "0.90").containsEntry("Hot__c", "true");
        assertThat(after.escalated()).isTrue();
        assertThat(after.isTriaged()).isTrue();
    }

    @Test
    void criticalIsTheOrgsOwnWordWhereItHasOne() {
        assertThat(helpdesk.priorityFor(Urgency.CRITICAL)).isEqualTo("High");
        org.priorities("Urgent", "High", "Normal", "Low", "-Critical");
        try (SalesforceHelpdesk other = Triage.helpdesk(org).build()) {
            assertThat(other.priorityFor(Urgency.CRITICAL)).isEqualTo("Urgent");
            assertThat(other.priorityFor(Urgency.MEDIUM)).isEqualTo("Normal");
        }
        try (SalesforceHelpdesk named =
                Triage.helpdesk(org).priority(Urgency.HIGH, "P2").build()) {
            assertThat(named.priorityFor(Urgency.HIGH)).isEqualTo("P2");
        }
    }

    @Test
    void aPriorityIsNeverLowered() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        org.agentSetsPriority(id, "High");
        HelpdeskTicket ticket = helpdesk.read(id).orElseThrow();

        helpdesk.write(Triage.update(helpdesk, TriagePolicy.standard(), ticket, Urgency.LOW));

        assertThat(org.ticket(id).priority()).contains("High");
    }

    @Test
    void anAgentWhoWasFasterWins() {
        for (Runnable edit : edits()) {
            HelpdeskTicket ticket = opened();
            lastOpened = ticket.id();
            TicketUpdate update = Triage.update(helpdesk, TriagePolicy.standard(), ticket, Urgency.HIGH);
            edit.run();

            assertThat(helpdesk.write(update)).isEqualTo(WriteOutcome.conflict());
            assertThat(org.ticket(ticket.id()).privateNotes()).noneMatch(note -> note.contains("AI triage"));
        }
    }

    private String lastOpened = "";

    private List<Runnable> edits() {
        return List.of(
                () -> org.agentSetsPriority(lastOpened, "Low"),
                () -> org.agentReplies(lastOpened, "On it."),
                () -> org.agentNotes(lastOpened, "Known bug."),
                () -> org.customerWrites(lastOpened, "Any news?"),
                () -> org.agentSolves(lastOpened));
    }

    @Test
    void anEditBetweenTheLookAndTheWriteIsAConflictToo() throws Exception {
        try (ScriptedOrg scripted = new ScriptedOrg()) {
            SalesforceHelpdesk desk = scripted.helpdesk().time(time).build();
            TicketUpdate update = scriptedUpdate(scripted, desk, TriagePolicy.standard());
            scripted.answers(200, caseRecord())
                    .answers(200, parts(412, "PRECONDITION_FAILED", 400, "PROCESSING_HALTED"));

            assertThat(desk.write(update)).isEqualTo(WriteOutcome.conflict());
            assertThat(scripted.last().method()).isEqualTo("POST");
            assertThat(scripted.last().path()).isEqualTo("/services/data/v66.0/composite");
            assertThat(scripted.last().header("Sforce-auto-assign")).isEqualTo("FALSE");
            assertThat(scripted.last().header("Content-type")).isEqualTo("application/json");
            assertThat(scripted.last().header("Accept")).isEqualTo("application/json");
            assertThat(scripted.last().body()).contains("\"If-Unmodified-Since\":\"Thu, 01 Jan 2026 00:00:05 GMT\"");
            desk.close();
        }
    }

    @Test
    void theOuterSuccessIsNotTrusted() throws Exception {
        record Expected(String answer, Class<?> type, String message) {}
        for (Expected expected : List.of(
                new Expected(
                        parts(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", 400, "PROCESSING_HALTED"),
                        HelpdeskRefusedException.class,
                        "FIELD_CUSTOM_VALIDATION_EXCEPTION"),
                new Expected(
                        parts(400, "PROCESSING_HALTED", 400, "STRING_TOO_LONG"),
                        HelpdeskRefusedException.class,
                        "STRING_TOO_LONG"),
                new Expected(
                        parts(400, "PROCESSING_HALTED", 400, "PROCESSING_HALTED"),
                        HelpdeskUnavailableException.class,
                        "without saying"))) {
            try (ScriptedOrg scripted = new ScriptedOrg();
                    SalesforceHelpdesk desk = scripted.helpdesk().time(time).build()) {
                TicketUpdate update = scriptedUpdate(scripted, desk, TriagePolicy.standard());
                for (int attempt = 0; attempt < 5; attempt++) {
                    scripted.answers(200, caseRecord()).answers(200, expected.answer());
                }
                assertThatThrownBy(() -> desk.write(update))
                        .isInstanceOf(expected.type())
                        .hasMessageContaining(expected.message())
                        .hasMessageNotContaining("secret text");
            }
        }
    }

    @Test
    void aCaseThatIsDeletedIsGone() {
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(helpdesk, TriagePolicy.standard(), ticket, Urgency.HIGH);
        org.deletes(ticket.id());

        assertThat(helpdesk.write(update)).isEqualTo(WriteOutcome.gone());
    }

    @Test
    void aCaseThatIsDeletedAfterTheLookIsGoneToo() throws Exception {
        for (String code : List.of("NOT_FOUND", "ENTITY_IS_DELETED")) {
            try (ScriptedOrg scripted = new ScriptedOrg();
                    SalesforceHelpdesk desk = scripted.helpdesk().time(time).build()) {
                TicketUpdate update = scriptedUpdate(scripted, desk, TriagePolicy.standard());
                scripted.answers(200, caseRecord()).answers(200, parts(404, code, 400, "PROCESSING_HALTED"));

                assertThat(desk.write(update)).isEqualTo(WriteOutcome.gone());
            }
        }
    }

    @Test
    void aRuleOfTheOrgIsNamedWithoutItsWords() {
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(helpdesk, TriagePolicy.standard(), ticket, Urgency.HIGH);
        org.refuseChanges("FIELD_CUSTOM_VALIDATION_EXCEPTION");

        assertThatThrownBy(() -> helpdesk.write(update))
                .isInstanceOfSatisfying(HelpdeskRefusedException.class, refused -> {
                    assertThat(refused.fields()).containsExactly("Priority");
                    assertThat(refused).hasMessageContaining("FIELD_CUSTOM_VALIDATION_EXCEPTION");
                    assertThat(refused).hasMessageNotContaining("It is wrong");
                });
        assertThat(org.ticket(ticket.id()).privateNotes()).isEmpty();
    }

    @Test
    void aLockedCaseIsTriedAgain() {
        HelpdeskTicket ticket = opened();
        org.lock(ticket.id(), 2);

        TicketUpdate update = Triage.update(helpdesk, TriagePolicy.standard(), ticket, Urgency.HIGH);
        assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
        assertThat(org.ticket(ticket.id()).privateNotes()).hasSize(1);
        assertThat(time.sleeps()).contains(Duration.ofMillis(500), Duration.ofMillis(1000));
    }

    @Test
    void aCaseThatStaysLockedIsLeftForLater() {
        HelpdeskTicket ticket = opened();
        org.lock(ticket.id(), 100);

        assertThatThrownBy(() -> helpdesk.write(Triage.update(helpdesk, TriagePolicy.standard(), ticket, Urgency.HIGH)))
                .isInstanceOfSatisfying(
                        HelpdeskUnavailableException.class,
                        locked -> assertThat(locked.mayHaveHappened()).isFalse());
    }

    @Test
    void aRepeatedWriteAddsNoSecondComment() {
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(helpdesk, TriagePolicy.suggestOnly(), ticket, Urgency.HIGH);

        assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
        assertThat(helpdesk.write(update)).isEqualTo(WriteOutcome.alreadyThere());
        assertThat(org.ticket(ticket.id()).privateNotes()).hasSize(1);
    }

    @Test
    void aReplyThatIsLostIsLookedForBeforeAnythingIsSentAgain() {
        for (Fault fault : List.of(Fault.CUT_AFTER, Fault.NO_REPLY)) {
            for (TriagePolicy policy : List.of(TriagePolicy.standard(), TriagePolicy.suggestOnly())) {
                HelpdeskTicket ticket = opened();
                TicketUpdate update = Triage.update(helpdesk, policy, ticket, Urgency.HIGH);
                int before = org.calls().size();
                org.faults().nextIsFine();
                org.faults().next(fault);

                assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
                assertThat(org.ticket(ticket.id()).privateNotes()).hasSize(1);
                assertThat(org.calls().subList(before, org.calls().size()))
                        .extracting(FakeCall::method)
                        .containsExactly("GET", "POST", "GET");
            }
        }
    }

    @Test
    void aCallThatHadNoEffectIsSentAgainAfterAnotherLook() {
        for (Fault fault : List.of(Fault.CUT_BEFORE, Fault.UNAVAILABLE, Fault.TOO_MANY_CALLS)) {
            HelpdeskTicket ticket = opened();
            TicketUpdate update = Triage.update(helpdesk, TriagePolicy.standard(), ticket, Urgency.HIGH);
            org.faults().nextIsFine();
            org.faults().next(fault);

            assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
            assertThat(org.ticket(ticket.id()).privateNotes()).hasSize(1);
        }
    }

    @Test
    void notesHoldAtMost4000BytesWithTheirMarkerWhole() {
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(
                helpdesk,
                TriagePolicy.standard(),
                ticket,
                Triage.result(ticket.id(), Urgency.HIGH, "Grüße an 日本語 🎉 ".repeat(400)));

        assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
        String note = org.ticket(ticket.id()).privateNotes().get(0);
        assertThat(note.getBytes(StandardCharsets.UTF_8).length).isBetween(3980, 4000);
        assertThat(note).endsWith(update.note().marker().text()).doesNotContain("\ufffd");
    }

    @Test
    void aNoteThatIsTooLongFillsTheBoundToTheByte() {
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(
                helpdesk, TriagePolicy.standard(), ticket, Triage.result(ticket.id(), Urgency.HIGH, "x".repeat(6000)));

        assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
        assertThat(org.ticket(ticket.id()).privateNotes().get(0)).hasSize(4000);
    }

    @Test
    void aValueThatChangedWithinTheSameSecondIsAConflict() throws Exception {
        for (String change : List.of(
                "\"Priority\":\"Low\" \"Priority\":\"Medium\"",
                "\"OwnerId\":\"00GgK0000000001UAA\" \"OwnerId\":\"005gK0000000002QAA\"",
                "\"IsEscalated\":false \"IsEscalated\":true",
                "\"Reply__c\":null \"Reply__c\":\"Mine\"")) {
            String[] halves = change.split(" ", 2);
            try (ScriptedOrg scripted = new ScriptedOrg();
                    SalesforceHelpdesk desk = scripted.helpdesk()
                            .customFields(List.of("Reply__c"))
                            .time(time)
                            .build()) {
                TriagePolicy policy = TriagePolicy.builder()
                        .field(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of("Reply__c", WritePolicy.SET_IF_EMPTY))
                        .build();
                TicketUpdate update = scriptedUpdate(scripted, desk, policy);
                assertThat(caseRecord()).contains(halves[0]);
                scripted.answers(200, caseRecord().replace(halves[0], halves[1]))
                        .answers(200, parts(204, "", 201, ""));

                assertThat(desk.write(update)).as(change).isEqualTo(WriteOutcome.conflict());
                assertThat(scripted.last().method()).isEqualTo("GET");
            }
        }
    }

    @Test
    void textsOfModelsAreDataAndNothingElse() {
        for (String reply : List.of(
                "'; DELETE FROM Case --",
                "\\' OR Id != '",
                "</soapenv:Body>",
                "{!$Api.Session_ID}",
                "\r\nX-Header: 1\u0000",
                "\"}]}",
                "<script>alert(1)</script>",
                "@{triagedCase.id}")) {
            HelpdeskTicket ticket = opened();
            TicketUpdate update = Triage.update(
                    helpdesk, TriagePolicy.standard(), ticket, Triage.result(ticket.id(), Urgency.HIGH, reply));

            assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
            assertThat(org.ticket(ticket.id()).privateNotes().get(0))
                    .contains(update.note().text().replace("@{", "@ {"));
        }
    }

    @Test
    void referencesInATextAreBrokenUpWithinTheSameBound() {
        org.customField("Reply__c", "textarea", 30);
        TriagePolicy policy = TriagePolicy.builder()
                .field(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of("Reply__c", WritePolicy.OVERWRITE))
                .build();
        helpdesk.check(policy);
        HelpdeskTicket ticket = opened();
        TicketUpdate update = Triage.update(
                helpdesk, policy, ticket, Triage.result(ticket.id(), Urgency.HIGH, "@{triageNote.id} ".repeat(400)));

        assertThat(helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
        FakeTicketView after = org.ticket(ticket.id());
        assertThat(after.fields()).containsEntry("Reply__c", "@ {triageNote.id} @ {triageNot");
        assertThat(after.privateNotes().get(0))
                .contains("@ {triageNote.id}")
                .doesNotContain("@{")
                .endsWith(update.note().marker().text());
    }

    @Test
    void onlyCustomFieldsThatAreReadAreWritten() {
        org.customField("Reply__c", "textarea", 400);
        HelpdeskTicket ticket = opened();
        for (String field : List.of("Status", "IsClosed", "Description", "Reply__c")) {
            TriagePolicy policy = TriagePolicy.builder()
                    .field(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of(field, WritePolicy.OVERWRITE))
                    .build();
            TicketUpdate update = Triage.update(helpdesk, policy, ticket, Urgency.HIGH);

            assertThatThrownBy(() -> helpdesk.write(update))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining(field);
        }
        assertThat(org.calls()).extracting(FakeCall::method).doesNotContain("PATCH");
        assertThat(org.calls()).extracting(FakeCall::path).noneMatch(path -> path.endsWith("/composite"));
    }

    @Test
    void aFieldThatIsReadOnlySinceTheCheckIsNotSent() {
        org.customField("Reply__c", "textarea", 400);
        TriagePolicy policy = TriagePolicy.builder()
                .field(TriageValue.SUGGESTED_RESPONSE, FieldTarget.of("Reply__c", WritePolicy.OVERWRITE))
                .build();
        helpdesk.check(policy);
        org.readOnly("Case", "Reply__c");
        helpdesk.check(TriagePolicy.standard());
        TicketUpdate update = Triage.update(helpdesk, policy, opened(), Urgency.HIGH);

        assertThatThrownBy(() -> helpdesk.write(update))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("may change");
    }

    @Test
    void aGroupThatIsNoIdIsNotLeftOutSilently() {
        TriagePolicy policy = TriagePolicy.builder()
                .escalationGroup("Tier 2", WritePolicy.OVERWRITE)
                .build();
        TicketUpdate update = Triage.update(helpdesk, policy, opened(), Urgency.CRITICAL);

        assertThatThrownBy(() -> helpdesk.write(update))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("escalation group");
    }

    @Test
    void aPartThatFailsInTheOrgItselfIsTriedAgain() throws Exception {
        try (ScriptedOrg scripted = new ScriptedOrg();
                SalesforceHelpdesk desk = scripted.helpdesk().time(time).build()) {
            TicketUpdate update = scriptedUpdate(scripted, desk, TriagePolicy.standard());
            scripted.answers(200, caseRecord())
                    .answers(200, parts(500, "UNKNOWN_EXCEPTION", 400, "PROCESSING_HALTED"))
                    .answers(200, caseRecord())
                    .answers(200, parts(204, "", 201, ""));

            assertThat(desk.write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
        }
    }

    @Test
    void anAnswerAboutHalfOfTheCallIsNotTakenForSuccess() throws Exception {
        try (ScriptedOrg scripted = new ScriptedOrg();
                SalesforceHelpdesk desk = scripted.helpdesk().time(time).build()) {
            TicketUpdate update = scriptedUpdate(scripted, desk, TriagePolicy.standard());
            for (int attempt = 0; attempt < 5; attempt++) {
                scripted.answers(200, caseRecord())
                        .answers(200, "{\"compositeResponse\":[" + part(204, "", "triagedCase") + "]}");
            }

            assertThatThrownBy(() -> desk.write(update))
                    .isInstanceOf(HelpdeskUnavailableException.class)
                    .hasMessageContaining("without saying");
        }
    }

    @Test
    void assignmentRulesRunOnlyWhereTheyAreAskedTo() {
        try (SalesforceHelpdesk ruled =
                Triage.helpdesk(org).runAssignmentRules(true).build()) {
            HelpdeskTicket ticket = opened();
            ruled.write(Triage.update(ruled, TriagePolicy.standard(), ticket, Urgency.HIGH));

            assertThat(org.ticket(ticket.id()).group()).isEqualTo(org.defaultOwnerId());
        }
    }

    private HelpdeskTicket opened() {
        return helpdesk.read(org.customerOpens("Invoice", "It is wrong.")).orElseThrow();
    }

    private String lastBody() {
        return org.calls().get(org.calls().size() - 1).body();
    }

    private static TicketUpdate scriptedUpdate(ScriptedOrg scripted, SalesforceHelpdesk desk, TriagePolicy policy) {
        scripted.token()
                .answers(200, caseRecord())
                .answers(
                        200,
                        "{\"fields\":[{\"name\":\"Priority\",\"type\":\"picklist\"},"
                                + "{\"name\":\"Reply__c\",\"type\":\"textarea\",\"length\":400,\"updateable\":true}]}");
        HelpdeskTicket ticket = desk.read("500gK0000000001QAA").orElseThrow();
        return Triage.update(desk, policy, ticket, Urgency.HIGH);
    }

    private static String caseRecord() {
        return "{\"done\":true,\"records\":[{\"Id\":\"500gK0000000001QAA\",\"Description\":\"Help\",\"Priority\":\"Low\","
                + "\"IsEscalated\":false,\"IsClosed\":false,\"OwnerId\":\"00GgK0000000001UAA\","
                + "\"CreatedDate\":\"2026-01-01T00:00:00.000+0000\",\"SystemModstamp\":\"2026-01-01T00:00:05.000+0000\","
                + "\"Reply__c\":null,\"CaseComments\":null}]}";
    }

    private static String parts(int first, String firstCode, int second, String secondCode) {
        return "{\"compositeResponse\":[" + part(first, firstCode, "triagedCase") + ","
                + part(second, secondCode, "triageNote") + "]}";
    }

    private static String part(int status, String code, String name) {
        return "{\"body\":[{\"message\":\"secret text\",\"errorCode\":\"" + code
                + "\",\"fields\":[]}],\"httpHeaders\":{},\"httpStatusCode\":" + status + ",\"referenceId\":\"" + name
                + "\"}";
    }
}

package io.github.supportops.copilot.helpdesk.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePlan;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import io.github.supportops.copilot.testkit.Samples;
import io.github.supportops.copilot.testkit.helpdesk.FakeTicketView;
import io.github.supportops.copilot.testkit.helpdesk.Faults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZendeskWriteTest {
    private final ZendeskBench bench = new ZendeskBench();
    private final String id = bench.fake.customerOpens("Invoices", "Where is my invoice?");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void requestIsOnePutWithPrivateCommentMergedTagsAndStamp() {
        bench.fake.agentAddsTag(id, "vip");
        TicketUpdate update = bench.update(id);

        bench.helpdesk().write(update);

        assertThat(bench.lastCall().method()).isEqualTo("PUT");
        assertThat(bench.lastCall().path()).isEqualTo("/api/v2/tickets/" + id);
        assertThat(bench.lastCall().body())
                .isEqualTo("{\"ticket\":{\"priority\":\"high\",\"tags\":[\"ai_churn_medium\",\"ai_escalate\","
                        + "\"ai_intent_technical_issue\",\"ai_sentiment_negative\",\"ai_triaged\",\"vip\"],"
                        + "\"comment\":{\"body\":\"" + update.note().text().replace("\n", "\\n")
                        + "\",\"public\":false},\"updated_stamp\":\""
                        + update.ticket().version() + "\",\"safe_update\":true}}");
    }

    @Test
    void whatIsWrittenIsWhatThePreviewSaid() {
        TicketUpdate update = bench.update(id);

        HelpdeskRequest preview = bench.helpdesk().preview(update).get(0);
        int callsBefore = bench.calls().size();
        WriteOutcome outcome = bench.helpdesk().write(update);

        assertThat(outcome.kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
        assertThat(bench.calls()).hasSize(callsBefore + 1);
        assertThat(preview.method() + " " + preview.path())
                .isEqualTo(bench.lastCall().method() + " " + bench.lastCall().path());
        assertThat(preview.body()).contains(bench.lastCall().body());
    }

    @Test
    void writtenTicketHasAPrivateNoteItsTagsAndTheNewVersion() {
        WriteOutcome outcome = bench.helpdesk().write(bench.update(id));

        FakeTicketView view = bench.fake.ticket(id);
        assertThat(view.privateNotes()).hasSize(1);
        assertThat(view.publicMessages()).containsExactly("Where is my invoice?");
        assertThat(view.priority()).contains("high");
        assertThat(view.status()).isEqualTo("new");
        assertThat(view.tags()).contains("ai_triaged", "ai_escalate");
        assertThat(outcome.newVersion()).contains(bench.read(id).version());
        assertThat(bench.read(id).isTriaged()).isTrue();
    }

    @Test
    void suggestOnlyWritesTheNoteAndNothingElse() {
        TicketUpdate update = bench.update(bench.read(id), TriagePolicy.suggestOnly());

        bench.helpdesk().write(update);

        assertThat(bench.lastCall().body())
                .startsWith("{\"ticket\":{\"comment\":{\"body\":")
                .doesNotContain("\"tags\"", "\"priority\"", "\"status\"");
        assertThat(bench.fake.ticket(id).tags()).isEmpty();
    }

    @Test
    void changeOfAnAgentInBetweenIsAConflictAndNothingIsWritten() {
        TicketUpdate update = bench.update(id);
        bench.fake.agentAddsTag(id, "vip");

        WriteOutcome outcome = bench.helpdesk().write(update);

        assertThat(outcome.kind()).isEqualTo(WriteOutcome.Kind.CONFLICT);
        assertThat(bench.fake.ticket(id).privateNotes()).isEmpty();
        assertThat(bench.fake.ticket(id).tags()).containsExactly("vip");
    }

    @Test
    void decidingAgainAfterAConflictKeepsWhatTheAgentDid() {
        TicketUpdate stale = bench.update(id);
        bench.fake.agentSetsPriority(id, "urgent");
        bench.fake.agentAddsTag(id, "vip");
        bench.helpdesk().write(stale);

        bench.helpdesk().write(bench.update(id));

        assertThat(bench.fake.ticket(id).priority()).contains("urgent");
        assertThat(bench.fake.ticket(id).tags()).contains("vip", "ai_triaged");
        assertThat(bench.fake.ticket(id).privateNotes()).hasSize(1);
    }

    @Test
    void ticketThatAlreadyHasTheNoteGetsNoCall() {
        bench.helpdesk().write(bench.update(id));
        TicketUpdate again = bench.update(id);
        int callsBefore = bench.calls().size();

        assertThat(bench.helpdesk().write(again).kind()).isEqualTo(WriteOutcome.Kind.ALREADY_THERE);
        assertThat(bench.helpdesk().preview(again)).isEmpty();
        assertThat(bench.calls()).hasSize(callsBefore);
    }

    @Test
    void sameUpdateTwiceAddsOneNote() {
        TicketUpdate update = bench.update(id);

        bench.helpdesk().write(update);
        WriteOutcome second = bench.helpdesk().write(update);

        assertThat(second.kind()).isEqualTo(WriteOutcome.Kind.ALREADY_THERE);
        assertThat(bench.fake.ticket(id).privateNotes()).hasSize(1);
    }

    @Test
    void lostReplyIsFoundOutByTheNote() {
        TicketUpdate update = bench.update(id);
        bench.fake.faults().next(Faults.Fault.CUT_AFTER);

        WriteOutcome outcome = bench.helpdesk().write(update);

        assertThat(outcome.kind()).isEqualTo(WriteOutcome.Kind.ALREADY_THERE);
        assertThat(bench.fake.ticket(id).privateNotes()).hasSize(1);
    }

    @Test
    void refusedForTooManyCallsAndOutagesAreTriedAgain() {
        TicketUpdate update = bench.update(id);
        bench.fake.faults().next(Faults.Fault.TOO_MANY_CALLS);
        bench.fake.faults().next(Faults.Fault.UNAVAILABLE);
        bench.fake.faults().next(Faults.Fault.CUT_BEFORE);

        assertThat(bench.helpdesk().write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
        assertThat(bench.fake.ticket(id).privateNotes()).hasSize(1);
        assertThat(bench.time.waited()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void ticketThatWasClosedIsGone() {
        TicketUpdate update = bench.update(id);
        bench.fake.closes(id);

        assertThat(bench.helpdesk().write(update).kind()).isEqualTo(WriteOutcome.Kind.GONE);
        assertThat(bench.helpdesk().write(bench.update(id)).kind()).isEqualTo(WriteOutcome.Kind.GONE);
        assertThat(bench.helpdesk().preview(bench.update(id))).isEmpty();
    }

    @Test
    void ticketThatWasDeletedIsGone() {
        TicketUpdate update = bench.update(id);
        bench.fake.deletes(id);

        assertThat(bench.helpdesk().write(update).kind()).isEqualTo(WriteOutcome.Kind.GONE);
    }

    @Test
    void refusalNamesCodeAndFieldsAndNeverTheirWords() {
        TicketUpdate update = bench.update(id);
        bench.fake.refuseUpdates(true);

        assertThatThrownBy(() -> bench.helpdesk().write(update))
                .isInstanceOfSatisfying(HelpdeskRefusedException.class, refused -> {
                    assertThat(refused.status()).hasValue(422);
                    assertThat(refused.fields()).containsExactly("base");
                })
                .hasMessage(
                        "PUT /api/v2/tickets/" + id + " was refused with status 422 (RecordInvalid), fields [base]");
    }

    @Test
    void oneRefusedUpdateDoesNotStopTheOthers() {
        String other = bench.fake.customerOpens("Other", "Something else");
        TicketUpdate bad = bench.update(
                bench.read(id),
                TriagePolicy.builder()
                        .escalationGroup("4711", WritePolicy.OVERWRITE)
                        .build());

        List<WriteOutcome> outcomes = bench.helpdesk().writeAll(List.of(bad, bench.update(other)));

        assertThat(outcomes)
                .extracting(WriteOutcome::kind)
                .containsExactly(WriteOutcome.Kind.FAILED, WriteOutcome.Kind.WRITTEN);
    }

    @Test
    void fieldsGoByTheirNumberAndGroupsToo() {
        bench.fake.addGroup(42);
        bench.fake.addField(81, "text", true);
        bench.fake.addField(82, "checkbox", true);
        TriagePolicy policy = TriagePolicy.builder()
                .tagPrefix(null)
                .priority(WritePolicy.SUGGEST_ONLY)
                .field(TriageValue.INTENT, FieldTarget.of("81", WritePolicy.SET_IF_EMPTY))
                .field(TriageValue.ESCALATION_REQUIRED, FieldTarget.of("82", WritePolicy.RAISE_ONLY))
                .escalationGroup("42", WritePolicy.SET_IF_EMPTY)
                .build();

        bench.helpdesk().write(bench.update(bench.read(id), policy));

        assertThat(bench.lastCall().body())
                .startsWith("{\"ticket\":{\"custom_fields\":[{\"id\":81,\"value\":\"technical_issue\"},"
                        + "{\"id\":82,\"value\":true}],\"group_id\":42,\"comment\":");
        assertThat(bench.fake.ticket(id).fields()).containsEntry("81", "technical_issue");
        assertThat(bench.fake.ticket(id).group()).isEqualTo("42");
    }

    @Test
    void dropDownKeepsItsValueThoughTheListOfTagsIsReplaced() {
        bench.fake.addField(83, "tagger", true, "ai_old", "technical_issue");
        bench.fake.agentSetsField(id, 83, "ai_old");
        TriagePolicy policy = TriagePolicy.builder()
                .field(TriageValue.INTENT, FieldTarget.of("83", WritePolicy.OVERWRITE))
                .build();

        bench.helpdesk().write(bench.update(bench.read(id), policy));

        assertThat(bench.fake.ticket(id).fields()).containsEntry("83", "technical_issue");
        assertThat(bench.fake.ticket(id).tags())
                .contains("technical_issue", "ai_triaged")
                .doesNotContain("ai_old");
    }

    @Test
    void fieldThatIsNoNumberIsASetupError() {
        TriagePolicy policy = TriagePolicy.builder()
                .field(TriageValue.INTENT, FieldTarget.of("cf_intent", WritePolicy.OVERWRITE))
                .build();
        TicketUpdate update = bench.update(bench.read(id), policy);

        assertThatThrownBy(() -> bench.helpdesk().write(update))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("cf_intent");
    }

    @Test
    void noEscalatedFlagIsPretended() {
        TriagePolicy policy =
                TriagePolicy.builder().escalatedFlag(WritePolicy.OVERWRITE).build();
        TicketUpdate update = bench.update(bench.read(id), policy);

        assertThatThrownBy(() -> bench.helpdesk().write(update)).isInstanceOf(HelpdeskSetupException.class);
        assertThat(bench.fake.ticket(id).privateNotes()).isEmpty();
    }

    @Test
    void placeholdersAndMarkdownImagesOfAHostileTicketAreOnlyText() {
        String reply = "{{ticket.requester.email}} {{{ticket.id}}} {% if true %}x{% endif %} ![p](https://evil/x)"
                + " <script>alert(1)</script>";

        write(reply);

        String note = bench.fake.ticket(id).privateNotes().get(0);
        assertThat(bench.lastCall().body()).doesNotContain("{{", "{%", "![");
        assertThat(note)
                .contains("{ {ticket.requester.email}} { { {ticket.id}}} { % if true %}x{ % endif %} ! [p]")
                .contains("<script>alert(1)</script>");
    }

    @Test
    void noteLongerThanACommentIsCutAndKeepsItsMarker() {
        write("{{é".repeat(30_000));

        String note = bench.fake.ticket(id).privateNotes().get(0);
        assertThat(note.length()).isLessThan(65_536);
        assertThat(note).endsWith("]").contains("[ai-triage:" + id + ":");
        assertThat(bench.read(id).isTriaged()).isTrue();
    }

    private void write(String suggestedResponse) {
        HelpdeskTicket ticket = bench.read(id);
        AnalysisResult result = AnalysisResult.builder(
                        id,
                        Samples.analysis(suggestedResponse),
                        Provenance.builder("sample").build())
                .build();
        bench.helpdesk()
                .write(TriagePlan.of(TriagePolicy.standard(), bench.helpdesk()).update(ticket, result, null));
    }

    @Test
    void oneTicketIsUpdatedAtMostFifteenTimesInTenMinutes() {
        for (int number = 0; number < 15; number++) {
            bench.fake.customerWrites(id, "message " + number);
            assertThat(bench.helpdesk().write(bench.update(id)).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
        }
        bench.fake.customerWrites(id, "one more");
        TicketUpdate update = bench.update(id);

        assertThatThrownBy(() -> bench.helpdesk().write(update))
                .isInstanceOfSatisfying(HelpdeskUnavailableException.class, busy -> {
                    assertThat(busy.mayHaveHappened()).isFalse();
                    assertThat(busy.retryAfter()).isPresent();
                });

        bench.time.move(Duration.ofMinutes(10));
        assertThat(bench.helpdesk().write(update).kind()).isEqualTo(WriteOutcome.Kind.WRITTEN);
    }
}

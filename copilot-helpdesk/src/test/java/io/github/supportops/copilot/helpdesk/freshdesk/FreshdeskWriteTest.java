package io.github.supportops.copilot.helpdesk.freshdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.WriteOutcome.Kind;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import io.github.supportops.copilot.testkit.Samples;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeTicketView;
import io.github.supportops.copilot.testkit.helpdesk.Faults.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FreshdeskWriteTest {
    private final Desk desk = new Desk(FakeFreshdesk.builder()
            .field("cf_score", "custom_decimal")
            .dropdown("cf_mood", "good", "bad")
            .group("Escalations", 42));
    private String id = "";

    @BeforeEach
    void open() {
        id = desk.fake.customerOpens("Export", "It is broken");
        desk.clock.pass(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void valuesAndNoteAreWrittenAndNobodyOutsideSeesThem() {
        FakeTicketView before = desk.fake.ticket(id);

        WriteOutcome outcome = desk.helpdesk.write(desk.update(id));

        assertThat(outcome.kind()).isEqualTo(Kind.WRITTEN);
        FakeTicketView after = desk.fake.ticket(id);
        assertThat(after.priority()).contains("3");
        assertThat(after.tags())
                .containsExactlyInAnyOrder(
                        "ai_intent_technical_issue",
                        "ai_sentiment_negative",
                        "ai_churn_medium",
                        "ai_triaged",
                        "ai_escalate");
        assertThat(after.privateNotes()).hasSize(1);
        assertThat(after.publicMessages()).isEqualTo(before.publicMessages());
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(desk.read(id).isTriaged()).isTrue();
    }

    @Test
    void theTicketIsReadImmediatelyBeforeItsValuesAreWritten() {
        desk.helpdesk.write(desk.update(id));

        List<String> calls = desk.calls();
        int put = calls.indexOf("PUT /api/v2/tickets/" + id);
        assertThat(calls.get(put - 1)).isEqualTo("GET /api/v2/tickets/" + id);
        assertThat(calls.get(put - 2)).contains("/conversations");
        assertThat(calls.get(put + 1)).isEqualTo("POST /api/v2/tickets/" + id + "/notes");
    }

    @Test
    void aSecondWriteFindsTheMarkerAndWritesNothing() {
        TicketUpdate update = desk.update(id);
        desk.helpdesk.write(update);
        int writes = desk.writes().size();

        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(Kind.ALREADY_THERE);

        assertThat(desk.writes()).hasSize(writes);
        assertThat(desk.triages(id)).isEqualTo(1);
    }

    @Test
    void aMarkerInAMessageOfTheCustomerProvesNothing() {
        TicketUpdate update = desk.update(id);
        desk.fake.agentReplies(id, "You wrote " + update.note().marker().text());

        assertThat(desk.helpdesk.write(desk.update(id)).kind()).isEqualTo(Kind.WRITTEN);
    }

    @Test
    void anAgentWhoChangedAnythingSinceIsNotOverwritten() {
        assertConflict(() -> desk.fake.agentSetsPriority(id, "4"));
        assertConflict(() -> desk.fake.agentAddsTag(id, "vip"));
        assertConflict(() -> desk.fake.agentSetsField(id, "cf_mood", "bad"));
        assertConflict(() -> desk.fake.agentSetsGroup(id, 42));
        assertConflict(() -> desk.fake.agentSolves(id));
        assertConflict(() -> desk.fake.agentReplies(id, "I am on it"));
        assertConflict(() -> desk.fake.machineTouches(id));
        assertThat(desk.fake.ticket(id).tags()).containsExactly("vip");
    }

    private void assertConflict(Runnable agent) {
        TicketUpdate update = desk.update(id);
        agent.run();
        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(desk.writes()).isEmpty();
    }

    @Test
    void aChangeWithinTheSameSecondIsNoticedAlthoughTheStampIsTheSame() {
        TicketUpdate update = desk.update(id);
        desk.fake.agentAddsTagInTheSameSecond(id, "vip");

        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(desk.fake.ticket(id).tags()).containsExactly("vip");
    }

    @Test
    void aCustomerWhoWroteSinceMakesTheTriageStaleEvenForASuggestion() {
        TicketUpdate update = desk.update(id, TriagePolicy.suggestOnly());
        desk.fake.customerWrites(id, "Never mind");

        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(desk.triages(id)).isZero();
    }

    @Test
    void anAgentBetweenTheLookAtTheConversationAndTheUpdateIsNotOverwritten() {
        TicketUpdate update = desk.update(id);
        AtomicBoolean once = new AtomicBoolean();
        desk.fake.beforeEachCall(call -> {
            if (call.path().endsWith("/api/v2/tickets/" + id) && once.compareAndSet(false, true)) {
                desk.fake.agentAddsTag(id, "vip");
            }
        });

        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(desk.fake.ticket(id).tags()).containsExactly("vip");
    }

    @Test
    void tagsOfAgentsStayAndThoseOfAnEarlierTriageGiveWay() {
        desk.fake.agentAddsTag(id, "vip");
        desk.helpdesk.write(desk.update(id));
        desk.fake.customerWrites(id, "Thank you, it works");
        desk.clock.pass(Duration.ofMinutes(1));

        TicketAnalysis happy = new TicketAnalysis(
                Intent.GENERAL_QUERY, Urgency.LOW, Sentiment.POSITIVE, false, ChurnRisk.LOW, "You are welcome.");
        desk.helpdesk.write(desk.update(desk.read(id), TriagePolicy.standard(), happy));

        assertThat(desk.fake.ticket(id).tags())
                .containsExactlyInAnyOrder(
                        "vip",
                        "ai_intent_general_query",
                        "ai_sentiment_positive",
                        "ai_churn_low",
                        "ai_triaged",
                        "ai_escalate");
        assertThat(desk.fake.ticket(id).priority()).as("never lowered").contains("3");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CUT_AFTER", "CUT_BEFORE", "UNAVAILABLE", "TOO_MANY_CALLS"})
    void aLostReplyToAnyCallOfAWriteEndsInOneNote(Fault fault) {
        for (int call = 0; call < 4; call++) {
            String ticket = desk.fake.customerOpens("Export", "It is broken");
            desk.clock.pass(Duration.ofMinutes(1));
            TicketUpdate update = desk.update(ticket);
            failTheCall(call, fault);

            assertThat(desk.helpdesk.write(update).kind()).as("call " + call).isEqualTo(Kind.WRITTEN);

            assertThat(desk.triages(ticket)).as("call " + call).isEqualTo(1);
            assertThat(desk.fake.ticket(ticket).priority()).contains("3");
        }
    }

    private void failTheCall(int behind, Fault fault) {
        AtomicBoolean armed = new AtomicBoolean(true);
        int now = desk.fake.calls().size();
        if (behind == 0) {
            desk.fake.faults().next(fault);
            return;
        }
        desk.fake.beforeEachCall(call -> {
            if (desk.fake.calls().size() - now == behind - 1 && armed.compareAndSet(true, false)) {
                desk.fake.faults().next(fault);
            }
        });
    }

    @Test
    void aReplyThatNeverComesIsLookedForInsteadOfSentAgain() {
        TicketUpdate update = desk.update(id);
        FreshdeskHelpdesk impatient =
                desk.client().callDeadline(Duration.ofMillis(700)).build();
        try (impatient) {
            failTheCall(3, Fault.NO_REPLY);

            assertThat(impatient.write(update).kind()).isEqualTo(Kind.WRITTEN);
        }
        assertThat(desk.triages(id)).isEqualTo(1);
        assertThat(desk.writes()).hasSize(2);
    }

    @Test
    void aCrashBetweenValuesAndNoteIsCompletedAndNothingIsDoubled() {
        TicketUpdate update = desk.update(id);
        crashAfter("PUT", update);
        assertThat(desk.fake.ticket(id).priority()).contains("3");
        assertThat(desk.triages(id)).isZero();

        assertThat(desk.helpdesk.write(desk.update(id)).kind()).isEqualTo(Kind.WRITTEN);

        assertThat(desk.triages(id)).isEqualTo(1);
        assertThat(desk.writes())
                .as("the values are there already")
                .containsExactly("PUT /api/v2/tickets/" + id, "POST /api/v2/tickets/" + id + "/notes");
    }

    @Test
    void theVeryUpdateThatWasCutOffCanBeRepeatedAlthoughItMovedTheVersionItself() {
        TicketUpdate update = desk.update(id);
        crashAfter("PUT", update);
        desk.fake.agentAddsTag(id, "vip");

        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(Kind.WRITTEN);

        assertThat(desk.triages(id)).isEqualTo(1);
        assertThat(desk.fake.ticket(id).tags()).contains("vip");
    }

    @Test
    void aCutOffUpdateIsNotCompletedOnceTheCustomerHasWrittenAgain() {
        TicketUpdate update = desk.update(id);
        crashAfter("PUT", update);
        desk.fake.customerWrites(id, "Never mind");

        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(Kind.CONFLICT);

        assertThat(desk.triages(id)).isZero();
    }

    @Test
    void anUpdateWhoseCallWasLostIsNotRepeatedOverWhatAnAgentDidMeanwhile() {
        TicketUpdate update = desk.update(id);
        AtomicInteger looks = new AtomicInteger();
        desk.fake.beforeEachCall(call -> {
            if (call.path().equals("/api/v2/tickets/" + id) && looks.get() == 0) {
                looks.incrementAndGet();
                desk.fake.faults().next(Fault.CUT_BEFORE);
            } else if (looks.get() == 1) {
                looks.incrementAndGet();
                desk.fake.agentAddsTag(id, "vip");
            }
        });

        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(Kind.CONFLICT);

        assertThat(looks).hasValue(2);
        assertThat(desk.fake.ticket(id).tags()).containsExactly("vip");
    }

    /** The process ends when its call has had its effect, and before the next one. */
    private void crashAfter(String method, TicketUpdate update) {
        Thread process = Thread.currentThread();
        desk.fake.beforeEachCall(call -> {
            if (call.method().equals(method)) {
                process.interrupt();
            }
        });
        assertThatThrownBy(() -> desk.helpdesk.write(update))
                .isInstanceOfSatisfying(
                        HelpdeskUnavailableException.class,
                        unknown -> assertThat(unknown.mayHaveHappened()).isTrue());
        assertThat(Thread.interrupted()).isTrue();
        desk.fake.beforeEachCall(call -> {});
    }

    @Test
    void anOutageInTheMiddleSaysThatSomethingMayHaveHappened() {
        TicketUpdate update = desk.update(id);
        AtomicBoolean armed = new AtomicBoolean(true);
        desk.fake.beforeEachCall(call -> {
            if (call.method().equals("PUT") && armed.compareAndSet(true, false)) {
                for (int number = 0; number < 40; number++) {
                    desk.fake.faults().next(Fault.UNAVAILABLE);
                }
            }
        });

        assertThatThrownBy(() -> desk.helpdesk.write(update))
                .isInstanceOfSatisfying(
                        HelpdeskUnavailableException.class,
                        unknown -> assertThat(unknown.mayHaveHappened()).isTrue());
        desk.fake.faults().none();
        assertThat(desk.helpdesk.write(desk.update(id)).kind()).isEqualTo(Kind.WRITTEN);
        assertThat(desk.triages(id)).isEqualTo(1);
    }

    @Test
    void anOutageBehindALostUpdateSaysSoToo() {
        TicketUpdate update = desk.update(id);
        AtomicBoolean armed = new AtomicBoolean(true);
        desk.fake.beforeEachCall(call -> {
            if (call.path().equals("/api/v2/tickets/" + id) && armed.compareAndSet(true, false)) {
                desk.fake.faults().next(Fault.CUT_AFTER);
                for (int number = 0; number < 40; number++) {
                    desk.fake.faults().next(Fault.UNAVAILABLE);
                }
            }
        });

        assertThatThrownBy(() -> desk.helpdesk.write(update))
                .hasMessageContaining("/conversations")
                .isInstanceOfSatisfying(
                        HelpdeskUnavailableException.class,
                        unknown -> assertThat(unknown.mayHaveHappened()).isTrue());
    }

    @Test
    void whatIsGoneClosedOrInTheBinIsLeftAlone() {
        TicketUpdate deleted = desk.update(id);
        desk.fake.agentDeletes(id);
        assertThat(desk.helpdesk.write(deleted).kind()).isEqualTo(Kind.GONE);

        String other = desk.fake.customerOpens("Export", "It is broken");
        TicketUpdate closed = desk.update(other);
        desk.fake.agentSetsStatus(other, 5);
        assertThat(desk.helpdesk.write(closed).kind()).isEqualTo(Kind.GONE);
        assertThat(desk.writes()).isEmpty();
    }

    @Test
    void aTicketThatVanishesBeforeItsUpdateIsGone() {
        TicketUpdate update = desk.update(id);
        desk.fake.beforeEachCall(call -> {
            if (call.method().equals("PUT")) {
                desk.fake.agentDeletes(id);
            }
        });

        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(Kind.GONE);
    }

    @Test
    void anInconsistentTicketIsReadAgain() {
        desk.fake.nextUpdateIsInconsistent();

        assertThat(desk.helpdesk.write(desk.update(id)).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(desk.triages(id)).isZero();
    }

    @Test
    void aRefusalNamesFieldsAndCodesAndQuotesNothing() {
        TriagePolicy policy = TriagePolicy.builder()
                .field(TriageValue.SENTIMENT, FieldTarget.of("cf_unknown", WritePolicy.OVERWRITE))
                .build();

        assertThatThrownBy(() -> desk.helpdesk.write(desk.update(id, policy)))
                .isInstanceOfSatisfying(HelpdeskRefusedException.class, refused -> {
                    assertThat(refused.fields()).containsExactly("custom_fields.cf_unknown");
                    assertThat(refused.status()).hasValue(400);
                    assertThat(refused)
                            .hasMessage("PUT /api/v2/tickets/" + id
                                    + " was refused with status 400 (custom_fields.cf_unknown invalid_field)");
                });
        assertThat(desk.triages(id)).as("no marker without the values").isZero();
    }

    @Test
    void aFieldThatAgentsMustFillIsNamed() {
        Desk strict = new Desk(FakeFreshdesk.builder().requiredField("cf_cause"));
        try (strict) {
            String ticket = strict.fake.customerOpens("Export", "It is broken");

            assertThatThrownBy(() -> strict.helpdesk.write(strict.update(ticket)))
                    .isInstanceOf(HelpdeskRefusedException.class)
                    .hasMessageContaining("cf_cause missing_field")
                    .hasMessageContaining("a field the account requires of agents is empty");
        }
    }

    @Test
    void aValueThatDoesNotFitItsFieldIsRefusedBeforeItIsSent() {
        TriagePolicy policy = TriagePolicy.builder()
                .field(TriageValue.SENTIMENT, FieldTarget.of("cf_mood", WritePolicy.OVERWRITE))
                .build();
        TicketUpdate update = desk.update(id, policy);

        assertThatThrownBy(() -> desk.helpdesk.write(update))
                .isInstanceOfSatisfying(
                        HelpdeskRefusedException.class,
                        refused -> assertThat(refused.fields()).containsExactly("cf_mood"));
        assertThat(desk.writes()).isEmpty();
    }

    @Test
    void theEscalationFlagIsNotDroppedSilently() {
        TriagePolicy policy =
                TriagePolicy.builder().escalatedFlag(WritePolicy.OVERWRITE).build();

        assertThatThrownBy(() -> desk.helpdesk.write(desk.update(id, policy)))
                .isInstanceOf(HelpdeskRefusedException.class)
                .hasMessageContaining("no escalation flag");
    }

    @Test
    void hostileTextIsTextAndNothingElse() {
        TicketAnalysis hostile = Samples.analysis(
                "<script>alert(1)</script> <img src=x onerror='a()'> {{ticket.requester.email}} {% raw %} \"&amp;\"\r\nend");
        HelpdeskTicket ticket = desk.read(id);

        desk.helpdesk.write(desk.update(ticket, TriagePolicy.suggestOnly(), hostile));

        assertThat(desk.last("POST").body())
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=&#39;a()&#39;&gt;"
                                + " &#123;&#123;ticket.requester.email&#125;&#125; &#123;% raw %&#125; &quot;&amp;amp;&quot;<br>end")
                .doesNotContain("<script", "<img", "{{", "{%");
        assertThat(desk.read(id).messages().get(1).text())
                .as("read back, it is what was written")
                .contains("<script>alert(1)</script>", "{{ticket.requester.email}}");
    }

    @Test
    void aDraftOfAnyLengthLeavesItsMarkerWhole() {
        HelpdeskTicket ticket = desk.read(id);
        TicketAnalysis endless = Samples.analysis("<\u00e4\ud83d\ude00>".repeat(40_000));

        assertThat(desk.helpdesk
                        .write(desk.update(ticket, TriagePolicy.standard(), endless))
                        .kind())
                .isEqualTo(Kind.WRITTEN);

        assertThat(desk.read(id).isTriaged()).isTrue();
        assertThat(desk.triages(id)).isEqualTo(1);
    }

    @Test
    void aRefusedKeyIsAMatterOfTheSetup() {
        TicketUpdate update = desk.update(id);
        desk.fake.replaceApiKey("another");

        assertThatThrownBy(() -> desk.helpdesk.write(update))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("FRESHDESK_API_KEY")
                .hasMessageContaining("invalid_credentials")
                .hasMessageNotContaining("fake-freshdesk-key");
    }
}

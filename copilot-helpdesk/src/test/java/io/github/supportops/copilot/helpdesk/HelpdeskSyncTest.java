package io.github.supportops.copilot.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.SyncEvent.Kind;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HelpdeskSyncTest {
    private final MemoryHelpdesk helpdesk = new MemoryHelpdesk();
    private final FakeTicketAnalyzer analyzer = FakeTicketAnalyzer.create();
    private final Checkpoints checkpoints = Checkpoints.inMemory();
    private final MovedTime time = new MovedTime(MemoryHelpdesk.START);
    private final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final List<AuditEntry> audit = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyTicketIsTriagedOnceHoweverOftenItIsSwept() throws InterruptedException {
        for (int number = 1; number <= 10; number++) {
            helpdesk.opens("T-" + number, "The export is broken");
        }

        assertThat(sweep().count(Kind.TRIAGED)).isEqualTo(10);
        assertThat(sweep().count(Kind.TRIAGED)).isZero();

        assertThat(analyzer.tickets()).hasSize(10);
        for (int number = 1; number <= 10; number++) {
            assertThat(helpdesk.notes("T-" + number)).isEqualTo(1);
        }
    }

    @Test
    void afterARestartOurOwnWritesAreRecognisedByTheirNote() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        sweep();
        helpdesk.writes("T-1", AuthorRole.AGENT, false, "I am on it");

        SyncReport again = sweep();

        assertThat(again.count(Kind.ALREADY_TRIAGED)).isEqualTo(1);
        assertThat(analyzer.tickets()).hasSize(1);
    }

    @Test
    void aNewMessageOfTheCustomerIsTriagedAgainAndAnAgentsReplyIsNot() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        sweep();
        helpdesk.writes("T-1", AuthorRole.AGENT, true, "Which export?");
        assertThat(sweep().count(Kind.TRIAGED)).isZero();
        helpdesk.writes("T-1", AuthorRole.CUSTOMER, true, "The monthly one, and I am furious");

        assertThat(sweep().count(Kind.TRIAGED)).isEqualTo(1);

        assertThat(analyzer.tickets()).hasSize(2);
        Ticket second = analyzer.tickets().get(1);
        assertThat(second.message()).isEqualTo("The monthly one, and I am furious");
        assertThat(second.thread())
                .as("what the customer can see, and nothing else")
                .hasSize(2);
        assertThat(helpdesk.notes("T-1")).isEqualTo(2);
    }

    @Test
    void anAgentWhoIsFasterIsNotOverwritten() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        analyzer.returns(urgency(Urgency.MEDIUM));
        helpdesk.writes.add(update -> {
            helpdesk.agentSets("T-1", "high", Urgency.HIGH);
            return helpdesk.apply(update);
        });

        SyncReport report = sweep();

        assertThat(report.count(Kind.TRIAGED)).isEqualTo(1);
        assertThat(helpdesk.ticket("T-1").priority().map(Priority::value)).contains("high");
        assertThat(analyzer.tickets())
                .as("the message is the same, so is its triage")
                .hasSize(1);
        assertThat(audit.stream().map(AuditEntry::step))
                .containsExactly(
                        AuditEntry.Step.SENDING,
                        AuditEntry.Step.CONFLICT,
                        AuditEntry.Step.SENDING,
                        AuditEntry.Step.WRITTEN);
    }

    @Test
    void aCustomerWhoWritesDuringTheWriteGetsATriageOfTheNewMessage() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        helpdesk.writes.add(update -> {
            helpdesk.writes("T-1", AuthorRole.CUSTOMER, true, "Never mind, it works");
            return helpdesk.apply(update);
        });

        sweep();

        assertThat(analyzer.tickets())
                .extracting(Ticket::message)
                .containsExactly("The export is broken", "Never mind, it works");
        assertThat(helpdesk.notes("T-1")).isEqualTo(1);
    }

    @Test
    void aReplyThatWasNeverSeenDoesNotAddTheNoteTwice() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        helpdesk.writes.add(update -> {
            helpdesk.apply(update);
            throw new HelpdeskUnavailableException("PUT failed", null, null, true, null);
        });

        SyncReport report = sweep();

        assertThat(report.count(Kind.ALREADY_TRIAGED)).isEqualTo(1);
        assertThat(helpdesk.notes("T-1")).isEqualTo(1);
        assertThat(audit.stream().map(AuditEntry::step))
                .containsExactly(AuditEntry.Step.SENDING, AuditEntry.Step.UNKNOWN);
    }

    @Test
    void solvedClosedAndDeletedTicketsAreLeftAlone() throws InterruptedException {
        helpdesk.opens("solved", "Thanks");
        helpdesk.status("solved", TicketStatus.SOLVED);
        helpdesk.opens("closed", "Thanks");
        helpdesk.status("closed", TicketStatus.CLOSED);
        helpdesk.opens("deleted", "Thanks");
        helpdesk.deletes("deleted");

        sweep();

        assertThat(analyzer.tickets()).isEmpty();
        assertThat(helpdesk.written).isEmpty();
        assertThat(events).extracting(SyncEvent::kind).contains(Kind.NOTHING_TO_DO, Kind.GONE);
    }

    @Test
    void aTicketThatFailsIsTriedAgainLaterAndDoesNotHoldUpTheOthers() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        helpdesk.opens("T-2", "The import is broken");
        analyzer.fails(invalidAnswer());

        SyncReport first = sweep();
        assertThat(first.count(Kind.LATER)).isEqualTo(1);
        assertThat(first.count(Kind.TRIAGED)).isEqualTo(1);

        assertThat(sweep().count(Kind.TRIAGED)).isEqualTo(1);
        assertThat(checkpoints.startingWith("memory/retry/")).isEmpty();
    }

    @Test
    void aTicketThatNeverWorksIsGivenUpAndSaysSo() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        analyzer.otherwise(ticket -> {
            throw invalidAnswer();
        });

        for (int sweep = 0; sweep < 8; sweep++) {
            sweep();
        }

        assertThat(events.get(events.size() - 1).kind()).isEqualTo(Kind.FAILED);
        assertThat(checkpoints.startingWith("memory/retry/")).isEmpty();
        assertThat(analyzer.tickets()).hasSize(8);
    }

    @Test
    void aWrongKeyOfTheAnalyzerEndsTheSweepAndTheNextOneBeginsAtTheSamePlace() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        analyzer.fails(new SetupException(FailureKind.API_KEY, "the key is refused"));

        assertThatThrownBy(this::sweep).isInstanceOf(SetupException.class);

        assertThat(sweep().count(Kind.TRIAGED)).isEqualTo(1);
    }

    @Test
    void whatNeedsAPersonWaitsOnTheDeskAndIsWrittenAsDecided() throws InterruptedException {
        helpdesk.opens("T-1", "Everything is down");
        analyzer.otherwise(ticket -> Samples.result(ticket.id()).toBuilder()
                .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.RULE, "a rule")))
                .build());
        ReviewQueue desk = ReviewQueue.inMemory();

        assertThat(sweep(desk).count(Kind.HELD)).isEqualTo(1);
        assertThat(helpdesk.written).isEmpty();
        helpdesk.writes("T-1", AuthorRole.AGENT, false, "looking");
        sweep(desk);
        assertThat(analyzer.tickets()).as("not analysed again while it waits").hasSize(1);

        Review review = desk.list(ReviewQuery.pending().build()).reviews().get(0);
        TicketAnalysis right = urgency(Urgency.LOW);
        desk.decide(review.id(), review.version(), ReviewDecision.correct("ana", right));

        assertThat(sweep(desk).count(Kind.TRIAGED)).isEqualTo(1);
        String note = helpdesk.written.get(0).note().text();
        assertThat(note).contains("confirmed by ana").contains("Urgency: low").contains("Draft reply");
        assertThat(sweep(desk).count(Kind.TRIAGED)).isZero();
        assertThat(helpdesk.notes("T-1")).isEqualTo(2);
    }

    @Test
    void aDecisionAboutAnOlderMessageIsNotWrittenUnderANewerOne() throws InterruptedException {
        helpdesk.opens("T-1", "Everything is down");
        ReviewQueue desk = ReviewQueue.inMemory();
        analyzer.otherwise(ticket -> ticket.message().startsWith("Everything")
                ? Samples.result(ticket.id()).toBuilder()
                        .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.RULE, "a rule")))
                        .build()
                : Samples.result(ticket.id()));
        sweep(desk);
        helpdesk.writes("T-1", AuthorRole.CUSTOMER, true, "It works again");
        Review review = desk.list(ReviewQuery.pending().build()).reviews().get(0);
        desk.decide(review.id(), review.version(), ReviewDecision.approve("ana"));

        sweep(desk);

        assertThat(helpdesk.written).hasSize(1);
        assertThat(helpdesk.written.get(0).note().text()).doesNotContain("confirmed by ana");
    }

    @Test
    void whatAPersonPutAsideIsNotWritten() throws InterruptedException {
        helpdesk.opens("T-1", "Win a prize");
        analyzer.otherwise(ticket -> Samples.result(ticket.id()).toBuilder()
                .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.RULE, "a rule")))
                .build());
        ReviewQueue desk = ReviewQueue.inMemory();
        sweep(desk);
        Review review = desk.list(ReviewQuery.pending().build()).reviews().get(0);
        desk.decide(review.id(), review.version(), ReviewDecision.dismiss("ana"));

        assertThat(sweep(desk).count(Kind.DISMISSED)).isEqualTo(1);
        assertThat(helpdesk.written).isEmpty();
    }

    @Test
    void aDryRunShowsTheRequestsAndLeavesNoTrace() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");

        try (HelpdeskSync sync = builder().dryRun(true).build()) {
            assertThat(sync.once().count(Kind.PLANNED)).isEqualTo(1);
        }

        assertThat(helpdesk.written).isEmpty();
        assertThat(checkpoints.startingWith("")).isEmpty();
        assertThat(audit).isEmpty();
        assertThat(events.get(0).requests()).extracting(HelpdeskRequest::path).containsExactly("/tickets/T-1");
        assertThat(events.get(0).changes()).extracting(FieldChange::name).contains("note", "tags");
    }

    @Test
    void manyTicketsGoIntoOneCallWhereTheHelpDeskTakesThem() throws InterruptedException {
        helpdesk.batchSize = 5;
        helpdesk.pageSize = 10;
        for (int number = 1; number <= 10; number++) {
            helpdesk.opens("T-" + number, "The export is broken");
        }
        helpdesk.writes.add(update -> WriteOutcome.conflict());

        SyncReport report = sweep();

        assertThat(report.count(Kind.TRIAGED)).isEqualTo(10);
        assertThat(helpdesk.batches).isEqualTo(2);
        for (int number = 1; number <= 10; number++) {
            assertThat(helpdesk.notes("T-" + number)).isEqualTo(1);
        }
    }

    @Test
    void aWebhookIsHandledWhileFollowingAndItsRepetitionIsNot() throws Exception {
        helpdesk.opens("T-1", "The export is broken");
        CountDownLatch triaged = new CountDownLatch(1);
        analyzer.otherwise(ticket -> Samples.result(ticket.id()));
        try (HelpdeskSync sync = builder()
                .listener(event -> {
                    events.add(event);
                    triaged.countDown();
                })
                .build()) {
            sync.accept(webhook("T-1", "e1"));
            assertThat(triaged.await(20, TimeUnit.SECONDS)).isTrue();
            sync.accept(webhook("T-1", "e1"));
            sync.accept(webhook("T-1", "e1"));
        }

        assertThat(events).hasSize(1);
        assertThat(helpdesk.notes("T-1")).isEqualTo(1);
    }

    @Test
    void aWebhookThatWasAnsweredIsHandledAfterACrash() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        sweepAway();
        new SyncState(checkpoints, "memory").received("T-1", "e1");

        SyncReport report = sweep();

        assertThat(report.count(Kind.TRIAGED)).isEqualTo(1);
        assertThat(checkpoints.startingWith("memory/inbox/")).isEmpty();
    }

    @Test
    void aCrashInTheMiddleOfAPageDoesNotCostItsTicketsAnotherLook() throws InterruptedException {
        for (int number = 1; number <= 3; number++) {
            helpdesk.opens("T-" + number, "The export is broken");
        }
        SyncState state = new SyncState(checkpoints, "memory");
        state.startOver(MemoryHelpdesk.START.toString());
        state.handledInPage(new TicketChange("T-1", "1", null));

        sweep();

        assertThat(analyzer.tickets())
                .extracting(Ticket::id)
                .doesNotContain("T-1")
                .hasSize(2);
        assertThat(checkpoints.startingWith("memory/page/")).isEmpty();
    }

    @Test
    void aStampWhoseSecondIsNotOverMayStillStandForSomethingNewer() {
        VersionStamps stamps = new VersionStamps();
        Instant now = MemoryHelpdesk.START;

        assertThat(stamps.isSettled("2026-11-22T09:59:50Z", now)).isTrue();
        assertThat(stamps.isSettled("2026-11-22T09:59:50.000+0000", now)).isTrue();
        assertThat(stamps.isSettled("2026-11-22T09:59:59Z", now)).isFalse();
        assertThat(stamps.isSettled("17", now)).as("no stamp says nothing").isFalse();
    }

    @Test
    void anOutageHoweverLongGivesNoTicketUp() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        for (int outage = 0; outage < 20; outage++) {
            analyzer.fails(
                    new ProviderUnavailableException(FailureKind.PROVIDER_ERROR, "down", 503, null, List.of(), null));
            assertThat(sweep().count(Kind.FAILED)).isZero();
        }

        assertThat(sweep().count(Kind.TRIAGED)).isEqualTo(1);
    }

    @Test
    void aDecisionThatCannotBeWrittenNowIsWrittenLater() throws InterruptedException {
        helpdesk.opens("T-1", "Everything is down");
        analyzer.otherwise(ticket -> Samples.result(ticket.id()).toBuilder()
                .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.RULE, "a rule")))
                .build());
        ReviewQueue desk = ReviewQueue.inMemory();
        sweep(desk);
        Review review = desk.list(ReviewQuery.pending().build()).reviews().get(0);
        desk.decide(review.id(), review.version(), ReviewDecision.approve("ana"));
        helpdesk.writes.add(update -> {
            throw new HelpdeskRefusedException("a rule of the account", 422, List.of());
        });

        SyncReport report = sweep(desk);

        assertThat(report.count(Kind.LATER)).isEqualTo(1);
        assertThat(report.count(Kind.TRIAGED))
                .as("the list of retries is tried after the decisions")
                .isEqualTo(1);
        assertThat(helpdesk.written.get(0).note().text()).contains("confirmed by ana");
    }

    @Test
    void aBatchThatIsRefusedAsAWholeIsWrittenOneByOne() throws InterruptedException {
        helpdesk.batchSize = 5;
        helpdesk.batchRefused = true;
        helpdesk.opens("T-1", "The export is broken");
        helpdesk.opens("T-2", "The export is broken");

        assertThat(sweep().count(Kind.TRIAGED)).isEqualTo(2);
    }

    @Test
    void aForgedWebhookIsRefusedAndRememberedNowhere() {
        try (HelpdeskSync sync = builder().build()) {
            assertThatThrownBy(() ->
                            sync.accept(new WebhookRequest(Map.of(), Map.of(), new byte[0], MemoryHelpdesk.START)))
                    .isInstanceOf(WebhookRefusedException.class);
        }
        assertThat(checkpoints.startingWith("")).isEmpty();
    }

    @Test
    void followingSurvivesAHelpDeskThatIsDownAndStopsWhenTold() throws Exception {
        helpdesk.opens("T-1", "The export is broken");
        helpdesk.listingFails = Optional.of(new HelpdeskUnavailableException("GET failed", 503, null, false, null));
        CountDownLatch triaged = new CountDownLatch(1);
        try (HelpdeskSync sync =
                builder().listener(event -> triaged.countDown()).build()) {
            Thread following = new Thread(() -> follow(sync));
            following.start();
            assertThat(triaged.await(20, TimeUnit.SECONDS)).isTrue();
            sync.stop();
            following.join(20_000);
            assertThat(following.isAlive()).isFalse();
        }
    }

    @Test
    void cuttingOffEndsASweepWithTicketsThatHadNotBegun() throws Exception {
        helpdesk.pageSize = 20;
        for (int number = 1; number <= 20; number++) {
            helpdesk.opens("T-" + number, "The export is broken");
        }
        CountDownLatch asked = new CountDownLatch(1);
        TicketAnalyzer stalling = ticket -> {
            asked.countDown();
            return new CompletableFuture<>();
        };
        try (HelpdeskSync sync = HelpdeskSync.builder(helpdesk, stalling)
                .checkpoints(checkpoints)
                .concurrency(2)
                .time(time)
                .build()) {
            Thread following = new Thread(() -> follow(sync));
            following.start();
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            sync.stopNow();

            following.join(20_000);
            assertThat(following.isAlive()).isFalse();
        }
        assertThat(sweep().count(Kind.TRIAGED)).as("nothing is lost by it").isEqualTo(20);
    }

    @Test
    void aSweepGoesOnWhereWebhooksHaveFilledTheQueueOfTheWorkers() throws InterruptedException {
        helpdesk.opens("T-1", "The export is broken");
        SyncSettings settings = new SyncSettings(
                helpdesk, analyzer, TriagePolicy.standard(), recording(), null, null, false, time, events::add);
        SyncState state = new SyncState(checkpoints, "memory");
        TicketTriage triage = new TicketTriage(settings, state);
        Sweep sweep = new Sweep(
                settings,
                state,
                new TicketWorker(settings, state, triage),
                triage,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                () -> false);

        assertThat(sweep.run(MemoryHelpdesk.START, false).count(Kind.TRIAGED)).isEqualTo(1);
    }

    @Test
    void whatWasHeldIsWrittenOnceTheSyncHasNoReviewDeskAnyMore() throws InterruptedException {
        helpdesk.opens("T-1", "Everything is down");
        analyzer.otherwise(ticket -> Samples.result(ticket.id()).toBuilder()
                .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.RULE, "a rule")))
                .build());
        assertThat(sweep(ReviewQueue.inMemory()).count(Kind.HELD)).isEqualTo(1);
        helpdesk.writes("T-1", AuthorRole.AGENT, false, "looking");

        assertThat(sweep().count(Kind.TRIAGED)).isEqualTo(1);
    }

    @Test
    void eventsAreForgottenWhenTheirRepetitionIsLongOver() throws InterruptedException {
        SyncState state = new SyncState(checkpoints, "memory");
        state.remember("old", time.now());
        time.pass(Duration.ofDays(2));
        state.remember("young", time.now());
        time.pass(Duration.ofDays(2));

        sweep();

        assertThat(state.isKnown("old")).isFalse();
        assertThat(state.isKnown("young")).isTrue();
    }

    @Test
    void withoutCheckpointsThereIsNoSync() {
        assertThatThrownBy(() -> HelpdeskSync.builder(helpdesk, analyzer).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Checkpoints.file");
    }

    /** Puts the place in the changes behind everything there is. */
    private void sweepAway() {
        SyncState state = new SyncState(checkpoints, "memory");
        state.startOver(MemoryHelpdesk.START.toString());
        state.cursor("1");
    }

    private static void follow(HelpdeskSync sync) {
        try {
            sync.follow(Duration.ofMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static WebhookRequest webhook(String ticketId, String eventId) {
        return new WebhookRequest(
                Map.of("Ticket", List.of(ticketId), "Event", List.of(eventId)),
                Map.of(),
                new byte[0],
                MemoryHelpdesk.START);
    }

    private static TicketAnalysis urgency(Urgency urgency) {
        TicketAnalysis sample = Samples.analysis();
        return new TicketAnalysis(
                sample.intent(),
                urgency,
                sample.sentiment(),
                sample.escalationRequired(),
                sample.churnRisk(),
                sample.suggestedResponse());
    }

    private static InvalidAnswerException invalidAnswer() {
        return new InvalidAnswerException(FailureKind.INVALID_ANSWER, "no valid answer", null, List.of(), List.of());
    }

    private SyncReport sweep() throws InterruptedException {
        try (HelpdeskSync sync = builder().build()) {
            return sync.once();
        }
    }

    private SyncReport sweep(ReviewQueue desk) throws InterruptedException {
        try (HelpdeskSync sync =
                builder().reviews(ReviewPolicy.standard(), desk).build()) {
            return sync.once();
        }
    }

    private HelpdeskSyncBuilder builder() {
        return HelpdeskSync.builder(helpdesk, analyzer)
                .checkpoints(checkpoints)
                .audit(recording())
                .listener(events::add)
                .concurrency(2)
                .time(time);
    }

    private AuditLog recording() {
        return new AuditLog() {
            @Override
            public void append(AuditEntry entry) {
                audit.add(entry);
            }

            @Override
            public void close() {}
        };
    }
}

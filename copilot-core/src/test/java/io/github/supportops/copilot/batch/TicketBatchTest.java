package io.github.supportops.copilot.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.cache.ResultCache;
import io.github.supportops.copilot.compose.Analyzers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TicketBatchTest {
    private final ExecutorService runner = Executors.newSingleThreadExecutor();
    private final HeldAnalyzer analyzer = new HeldAnalyzer();
    private final List<TicketOutcome> outcomes = new ArrayList<>();

    @AfterEach
    void stopRunner() {
        runner.shutdownNow();
    }

    @Test
    void everyTicketGetsItsOutcomeInInputOrder() throws Exception {
        Future<BatchSummary> run = start(TicketBatch.builder(analyzer).concurrency(3), tickets(3));
        awaitAsked(3);
        analyzer.succeed("T2");
        analyzer.fail("T1", unavailable());
        analyzer.succeed("T0");

        BatchSummary summary = run.get();

        assertThat(outcomes).extracting(TicketOutcome::index).containsExactly(0L, 1L, 2L);
        assertThat(outcomes).extracting(TicketOutcome::isSuccess).containsExactly(true, false, true);
        assertThat(outcomes.get(1).failure()).get().extracting("kind").isEqualTo(FailureKind.PROVIDER_ERROR);
        assertThat(outcomes.get(1).result()).isEmpty();
        assertThat(outcomes.get(2).result())
                .get()
                .extracting(AnalysisResult::ticketId)
                .isEqualTo("T2");
        assertThat(summary.end()).isEqualTo(BatchEnd.COMPLETED);
        assertThat(summary.progress().succeeded()).isEqualTo(2);
        assertThat(summary.progress().failed()).isEqualTo(1);
    }

    @Test
    void completionOrderHoldsNothingBack() throws Exception {
        Future<BatchSummary> run =
                start(TicketBatch.builder(analyzer).concurrency(3).order(OutcomeOrder.COMPLETION), tickets(3));
        // The last one asked is answered last: the batch may not be listening for it yet.
        awaitAsked(3);
        analyzer.succeed("T1");
        analyzer.succeed("T0");
        analyzer.succeed("T2");

        run.get();

        assertThat(outcomes).extracting(TicketOutcome::index).containsExactly(1L, 0L, 2L);
    }

    @Test
    void neverMoreThanTheCeilingIsUnderWay() throws Exception {
        Future<BatchSummary> run = start(TicketBatch.builder(analyzer).concurrency(4), tickets(100));
        for (int i = 0; i < 100; i++) {
            analyzer.succeed(analyzer.awaitAsked());
        }

        assertThat(run.get().progress().succeeded()).isEqualTo(100);
        assertThat(analyzer.mostHeld()).isLessThanOrEqualTo(4);
    }

    @Test
    void aSlowTicketHoldsUpReadingOnlyAtTheEndOfTheWindow() throws Exception {
        AtomicInteger read = new AtomicInteger();
        Iterator<Ticket> counted = Stream.generate(read::getAndIncrement)
                .limit(50)
                .map(TicketBatchTest::ticket)
                .iterator();
        Future<BatchSummary> run =
                start(TicketBatch.builder(analyzer).concurrency(2).window(10), counted);
        assertThat(analyzer.awaitAsked()).isEqualTo("T0");
        for (int i = 1; i < 10; i++) {
            analyzer.succeed(analyzer.awaitAsked());
        }
        int readWhileHeldUp = read.get();
        analyzer.succeed("T0");
        for (int i = 10; i < 50; i++) {
            analyzer.succeed(analyzer.awaitAsked());
        }

        assertThat(run.get().progress().succeeded()).isEqualTo(50);
        assertThat(readWhileHeldUp).isEqualTo(10);
    }

    @Test
    void analysesThatEndAtOnceDoNotDeepenTheStack() {
        TicketBatch batch = TicketBatch.builder(
                        ticket -> CompletableFuture.completedFuture(HeldAnalyzer.result(ticket.id())))
                .concurrency(1)
                .build();

        BatchSummary summary = batch.run(tickets(50_000), outcome -> {});

        assertThat(summary.progress().succeeded()).isEqualTo(50_000);
    }

    @Test
    void aFailureThatHitsEveryTicketEndsTheRunAndKeepsWhatIsFinished() throws Exception {
        Future<BatchSummary> run = start(TicketBatch.builder(analyzer).concurrency(3), tickets(1_000));
        awaitAsked(3);
        SetupException noKey = new SetupException(FailureKind.API_KEY, "The key is unknown; set another");
        analyzer.fail("T1", noKey);
        analyzer.succeed("T0");
        analyzer.succeed("T2");

        BatchSummary summary = run.get();

        assertThat(summary.end()).isEqualTo(BatchEnd.SETUP);
        assertThat(summary.stoppedBy()).containsSame(noKey);
        assertThat(outcomes).extracting(TicketOutcome::index).contains(0L).doesNotContain(1L);
        assertThat(outcomes).allMatch(TicketOutcome::isSuccess);
        assertThat(summary.isComplete()).isFalse();
    }

    @Test
    void aUsedUpBudgetIsAnEndOfItsOwn() {
        TicketAnalyzer spent = ticket -> CompletableFuture.failedFuture(
                new SetupException(FailureKind.BUDGET, "The budget is used up; raise it and run again"));

        BatchSummary summary = TicketBatch.builder(spent).build().run(tickets(5), outcomes::add);

        assertThat(summary.end()).isEqualTo(BatchEnd.BUDGET);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void anEntryWithoutATicketFailsAloneAndInItsPlace() {
        List<String> entries = List.of("T0", "broken", "T2");
        List<String> seen = new ArrayList<>();
        TicketBatch batch = TicketBatch.builder(
                        ticket -> CompletableFuture.completedFuture(HeldAnalyzer.result(ticket.id())))
                .build();

        batch.run(
                entries.iterator(),
                entry -> {
                    if (entry.equals("broken")) {
                        throw new InvalidTicketException("row 2 has no message");
                    }
                    return Ticket.of(entry, "Hello from " + entry);
                },
                (entry, outcome) -> seen.add(entry + " " + outcome.isSuccess()));

        assertThat(seen).containsExactly("T0 true", "broken false", "T2 true");
    }

    @Test
    void anAnalyzerThatBreaksItsContractCostsOneTicketOnly() {
        TicketAnalyzer broken = ticket -> {
            if (ticket.id().equals("T1")) {
                throw new IllegalStateException("a bug");
            }
            return CompletableFuture.completedFuture(
                    ticket.id().equals("T2") ? null : HeldAnalyzer.result(ticket.id()));
        };

        TicketBatch.builder(broken).build().run(tickets(4), outcomes::add);

        assertThat(outcomes).extracting(TicketOutcome::isSuccess).containsExactly(true, false, false, true);
        assertThat(outcomes.get(1).failure().orElseThrow())
                .hasMessageContaining("java.lang.IllegalStateException")
                .hasRootCauseMessage("a bug");
    }

    @Test
    void theGentleSignalLetsAnalysesUnderWayEnd() throws Exception {
        StopSignal signal = new StopSignal();
        Future<BatchSummary> run =
                start(TicketBatch.builder(analyzer).concurrency(2).stopSignal(signal), tickets(1_000));
        awaitAsked(2);
        signal.finishInFlight();
        analyzer.succeed("T0");
        analyzer.succeed("T1");

        assertThat(run.get().end()).isEqualTo(BatchEnd.CANCELLED);
        assertThat(outcomes).hasSize(2);
    }

    @Test
    void theSecondSignalCancelsWhatIsUnderWayAndKeepsWhatIsThere() throws Exception {
        StopSignal signal = new StopSignal();
        Future<BatchSummary> run =
                start(TicketBatch.builder(analyzer).concurrency(2).stopSignal(signal), tickets(1_000));
        awaitAsked(2);
        analyzer.succeed("T1");
        assertThat(analyzer.awaitAsked()).isEqualTo("T2");
        CompletableFuture<AnalysisResult> underWay = analyzer.take("T0");
        signal.finishInFlight();
        signal.stopNow();

        assertThat(run.get().end()).isEqualTo(BatchEnd.CANCELLED);
        assertThat(underWay).isCancelled();
        assertThat(outcomes).extracting(TicketOutcome::index).containsExactly(1L);
    }

    @Test
    void interruptingTheThreadCancelsAndKeepsTheFlag() throws Exception {
        List<Boolean> flag = new ArrayList<>();
        Thread thread = new Thread(() -> {
            TicketBatch.builder(analyzer).concurrency(1).build().run(tickets(10), outcomes::add);
            flag.add(Thread.currentThread().isInterrupted());
        });
        thread.start();
        analyzer.awaitAsked();
        CompletableFuture<AnalysisResult> underWay = analyzer.take("T0");
        thread.interrupt();
        thread.join();

        assertThat(underWay).isCancelled();
        assertThat(flag).containsExactly(true);
    }

    @Test
    void aBrokenSourceEndsTheRunAfterWhatIsUnderWay() throws Exception {
        Iterator<Ticket> source = IntStream.range(0, 3)
                .mapToObj(i -> {
                    if (i == 2) {
                        throw new IllegalArgumentException("line 3 is unreadable");
                    }
                    return ticket(i);
                })
                .iterator();
        Future<BatchSummary> run = start(TicketBatch.builder(analyzer).concurrency(3), source);
        awaitAsked(2);
        analyzer.succeed("T1");
        analyzer.succeed("T0");

        assertThatThrownBy(run::get).hasRootCauseMessage("line 3 is unreadable");
        assertThat(outcomes).hasSize(2);
    }

    @Test
    void aConsumerThatThrowsEndsTheRunAndCancelsTheRest() throws Exception {
        Future<BatchSummary> run = runner.submit(() -> TicketBatch.builder(analyzer)
                .concurrency(2)
                .build()
                .run(tickets(10), Function.identity(), (ticket, outcome) -> {
                    throw new IllegalStateException("disk full");
                }));
        awaitAsked(2);
        CompletableFuture<AnalysisResult> underWay = analyzer.take("T1");
        analyzer.succeed("T0");

        assertThatThrownBy(run::get).hasRootCauseMessage("disk full");
        assertThat(underWay).isCancelled();
    }

    @Test
    void progressIsToldAfterEveryOutcome() {
        List<Long> finished = new ArrayList<>();
        TicketBatch.builder(ticket -> CompletableFuture.completedFuture(HeldAnalyzer.result(ticket.id())))
                .listener(progress -> finished.add(progress.finished()))
                .build()
                .run(tickets(4), outcomes::add);

        assertThat(finished).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void ticketsWithTheSameContentAreAskedOnceWhileTheFirstIsUnderWay() throws Exception {
        Iterator<Ticket> tickets = List.of(
                        Ticket.of("A", "It is  broken"), Ticket.of("B", "It is\nbroken "), Ticket.of("C", "It works"))
                .iterator();
        Future<BatchSummary> run = start(TicketBatch.builder(analyzer).concurrency(3), tickets);
        awaitAsked(2);
        analyzer.succeed("C");
        analyzer.succeed("A");

        assertThat(run.get().progress().reused()).isEqualTo(1);
        assertThat(outcomes).extracting(TicketOutcome::isReused).containsExactly(false, true, false);
        assertThat(outcomes.get(1).result())
                .get()
                .extracting(AnalysisResult::ticketId)
                .isEqualTo("B");
    }

    @Test
    void aTicketWhoseTwinFailedIsAskedItself() throws Exception {
        Iterator<Ticket> tickets = List.of(Ticket.of("A", "It is broken"), Ticket.of("B", "It is broken"))
                .iterator();
        Future<BatchSummary> run = start(TicketBatch.builder(analyzer).concurrency(3), tickets);
        awaitAsked(1);
        analyzer.fail("A", unavailable());
        analyzer.succeed(analyzer.awaitAsked());

        run.get();

        assertThat(outcomes).extracting(TicketOutcome::isSuccess).containsExactly(false, true);
    }

    @Test
    void aRefusalPausesTheWholeRun() {
        List<Long> sentAt = new ArrayList<>();
        TicketAnalyzer limited = ticket -> {
            sentAt.add(System.nanoTime());
            return ticket.id().equals("T0")
                    ? CompletableFuture.failedFuture(new ProviderUnavailableException(
                            FailureKind.RATE_LIMITED, "too many", 429, Duration.ofMillis(80), List.of(), null))
                    : CompletableFuture.completedFuture(HeldAnalyzer.result(ticket.id()));
        };

        TicketBatch.builder(limited).concurrency(1).build().run(tickets(3), outcomes::add);

        assertThat(sentAt.get(1) - sentAt.get(0)).isGreaterThanOrEqualTo(80_000_000L);
    }

    @Test
    void aTicketThatIsRefusedForTheRateIsPutBackAndKeepsTheRefusedCallsInItsLedger() {
        AtomicInteger refusals = new AtomicInteger();
        TicketAnalyzer limited = ticket -> ticket.id().equals("T0") && refusals.incrementAndGet() <= 3
                ? CompletableFuture.failedFuture(refused())
                : CompletableFuture.completedFuture(HeldAnalyzer.result(ticket.id()));

        BatchSummary summary = TicketBatch.builder(limited)
                .concurrency(2)
                .pace(hasty())
                .build()
                .run(tickets(3), outcomes::add);

        assertThat(summary.progress().succeeded()).isEqualTo(3);
        assertThat(summary.progress().calls()).isEqualTo(3);
        assertThat(outcomes.get(0).result().orElseThrow().provenance().attempts())
                .extracting(Attempt::number)
                .containsExactly(1, 2, 3);
    }

    @Test
    void aTicketThatIsRefusedWhileOthersAreAnsweredIsAskedOftenButNotForEver() {
        AtomicInteger asked = new AtomicInteger();
        TicketAnalyzer unfair = ticket -> {
            if (ticket.id().equals("T0")) {
                asked.incrementAndGet();
                return CompletableFuture.failedFuture(refused());
            }
            return CompletableFuture.completedFuture(HeldAnalyzer.result(ticket.id()));
        };

        TicketBatch.builder(unfair).concurrency(2).pace(hasty()).build().run(tickets(200), outcomes::add);

        assertThat(asked.get()).isBetween(4, 21);
        assertThat(outcomes).hasSize(200).filteredOn(TicketOutcome::isSuccess).hasSize(199);
    }

    @Test
    void aProviderThatRefusesEverythingIsAskedThreeTimesForATicket() {
        AtomicInteger asked = new AtomicInteger();
        TicketAnalyzer closed = ticket -> {
            asked.incrementAndGet();
            return CompletableFuture.failedFuture(refused());
        };

        TicketBatch.builder(closed).concurrency(1).pace(hasty()).build().run(tickets(1), outcomes::add);

        assertThat(asked).hasValue(3);
        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(FailureKind.RATE_LIMITED));
    }

    @Test
    void aSourceThatHasSaidThatItEndsIsNotAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        Iterator<Ticket> once = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return asked.incrementAndGet() == 1;
            }

            @Override
            public Ticket next() {
                return ticket(0);
            }
        };
        TicketAnalyzer instant = ticket -> CompletableFuture.completedFuture(HeldAnalyzer.result(ticket.id()));

        TicketBatch.builder(instant).build().run(once, outcomes::add);

        assertThat(asked).hasValue(2);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void aResultFromACacheCountsAsReused() {
        ResultCache cache = ResultCache.inMemory(10);
        TicketAnalyzer free = ticket -> CompletableFuture.completedFuture(HeldAnalyzer.result(ticket.id()));
        TicketAnalyzer cached = Analyzers.cached(free, cache, "free");
        TicketBatch.builder(cached).build().run(tickets(3), outcomes::add);
        outcomes.clear();

        BatchSummary summary = TicketBatch.builder(cached).build().run(tickets(3), outcomes::add);

        assertThat(summary.progress().reused()).isEqualTo(3);
        assertThat(outcomes).allMatch(TicketOutcome::isReused);
    }

    /** A pace for which a minute passes with every look at the clock. */
    private static BatchPace hasty() {
        AtomicLong now = new AtomicLong();
        return BatchPace.builder().clock(() -> now.addAndGet(60_000_000_000L)).build();
    }

    private static ProviderUnavailableException refused() {
        Attempt call = Attempt.builder(1, "model", AttemptOutcome.FAILED)
                .failure(FailureKind.RATE_LIMITED)
                .retryAfter(Duration.ofMillis(1))
                .build();
        return new ProviderUnavailableException(
                FailureKind.RATE_LIMITED, "too many", 429, Duration.ofMillis(1), List.of(call), null);
    }

    @Test
    void settingsAreCheckedAtOnce() {
        TicketBatch.Builder builder = TicketBatch.builder(analyzer);
        assertThatThrownBy(() -> builder.concurrency(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("concurrency must be between 1 and 100000: 0");
        assertThatThrownBy(() -> builder.window(0)).hasMessage("window must be at least 1: 0");
        assertThatThrownBy(() -> builder.order(null)).hasMessage("order");
    }

    private Future<BatchSummary> start(TicketBatch.Builder batch, Iterator<Ticket> tickets) {
        return runner.submit(() -> batch.build().run(tickets, outcomes::add));
    }

    private void awaitAsked(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            analyzer.awaitAsked();
        }
    }

    private static Iterator<Ticket> tickets(int count) {
        return IntStream.range(0, count).mapToObj(TicketBatchTest::ticket).iterator();
    }

    private static Ticket ticket(int number) {
        return Ticket.of("T" + number, "Hello, this is number " + number);
    }

    private static ProviderUnavailableException unavailable() {
        return new ProviderUnavailableException(
                FailureKind.PROVIDER_ERROR, "The provider is down", 503, null, List.of(), null);
    }
}

package io.github.supportops.copilot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TicketAnalyzer} keeps, also one that wraps another. Extend it for each of yours; implement {@link
 * WaitingAnalyzerContract} as well if it waits for something, and {@link FailingAnalyzerContract} if it can fail.
 *
 * <pre>{@code
 * class MyAnalyzerTest extends TicketAnalyzerContract {
 *     @Override
 *     protected TicketAnalyzer createAnalyzer() {
 *         return new MyAnalyzer();
 *     }
 * }
 * }</pre>
 */
public abstract class TicketAnalyzerContract {
    /** Nothing in these tests takes longer on a machine that is not overloaded. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** The longest a call to {@code close} may take. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final String CANARY = "canary-6f1d-in-the-ticket";

    private final List<TicketAnalyzer> opened = new ArrayList<>();

    /** {@return a new analyzer that has an answer to every ticket; closed after the test} */
    protected abstract TicketAnalyzer createAnalyzer();

    /** {@return keys and passwords the analyzer was given, which must not show; default: none} */
    protected List<String> secrets() {
        return List.of();
    }

    @AfterEach
    void closeAnalyzers() {
        opened.forEach(TicketAnalyzer::close);
    }

    @Test
    @SuppressWarnings("NullAway") // callers that are not null-checked exist
    void nullTicketIsRefusedAtOnce() {
        TicketAnalyzer analyzer = analyzer();

        assertThatNullPointerException().isThrownBy(() -> analyzer.analyzeAsync(null));
        assertThatNullPointerException().isThrownBy(() -> analyzer.analyze(null));
    }

    @Test
    void resultCarriesTheIdOfTheTicket() {
        assertThat(analyzer().analyze(Samples.ticket("TCK-77")).ticketId()).isEqualTo("TCK-77");
    }

    @Test
    void resultNamesItsAnalyzer() {
        assertThat(analyzer().analyze(Samples.ticket()).provenance().analyzer()).isNotBlank();
    }

    @Test
    void ticketWithEveryPartIsAccepted() {
        assertThat(analyzer().analyze(Samples.fullTicket()).ticketId())
                .isEqualTo(Samples.fullTicket().id());
    }

    @Test
    void futureGivesWhatTheBlockingTwinGives() throws Exception {
        TicketAnalyzer analyzer = analyzer();

        AnalysisResult fromFuture = await(analyzer.analyzeAsync(Samples.ticket()));

        assertThat(fromFuture.ticketId())
                .isEqualTo(analyzer.analyze(Samples.ticket()).ticketId());
    }

    @Test
    void manyTicketsAtOnceGetTheirOwnResults() throws Exception {
        TicketAnalyzer analyzer = analyzer();
        Map<String, CompletableFuture<AnalysisResult>> results = new LinkedHashMap<>();

        Samples.tickets(40).forEach(ticket -> results.put(ticket.id(), analyzer.analyzeAsync(ticket)));

        for (Map.Entry<String, CompletableFuture<AnalysisResult>> entry : results.entrySet()) {
            assertThat(await(entry.getValue()).ticketId()).isEqualTo(entry.getKey());
        }
    }

    @Test
    void manyThreadsGetTheirOwnResults() throws Exception {
        TicketAnalyzer analyzer = analyzer();
        Map<String, Future<AnalysisResult>> results = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Samples.tickets(40)
                    .forEach(ticket -> results.put(ticket.id(), threads.submit(() -> analyzer.analyze(ticket))));
            for (Map.Entry<String, Future<AnalysisResult>> entry : results.entrySet()) {
                assertThat(await(entry.getValue()).ticketId()).isEqualTo(entry.getKey());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void strangeTextsGiveAResultOrAnAnalysisException() {
        TicketAnalyzer analyzer = analyzer();

        for (String text :
                List.of("?", "\u0000\u0007", "\uD800", "שלום \u202Eabc", "🙂🙂🙂", "a".repeat(20_000), "{{ticket}}")) {
            Ticket ticket = Ticket.of("odd", text);
            try {
                assertThat(analyzer.analyze(ticket).ticketId()).isEqualTo("odd");
            } catch (AnalysisException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void cancelledFutureStaysCancelledAndTheAnalyzerGoesOn() {
        TicketAnalyzer analyzer = analyzer();

        CompletableFuture<AnalysisResult> future = analyzer.analyzeAsync(Samples.ticket());
        boolean cancelled = future.cancel(true);

        assertThat(future.isCancelled()).isEqualTo(cancelled);
        assertThat(analyzer.analyze(Samples.ticket("next")).ticketId()).isEqualTo("next");
    }

    @Test
    void interruptedCallerKeepsTheFlag() {
        TicketAnalyzer analyzer = analyzer();

        Thread.currentThread().interrupt();
        try {
            assertThat(analyzer.analyze(Samples.ticket("quick")).ticketId()).isEqualTo("quick");
        } catch (CancellationException whileWaiting) {
            assertThat(whileWaiting).hasCauseInstanceOf(InterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).as("interrupt flag after analyze").isTrue();
        }
    }

    @Test
    void closingTwiceIsHarmlessAndQuick() {
        TicketAnalyzer analyzer = analyzer();
        analyzer.analyze(Samples.ticket());
        long start = System.nanoTime();

        analyzer.close();
        analyzer.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CLOSE_LIMIT);
    }

    @Test
    void closedAnalyzerAnswersOrFailsButNeverHangs() throws Exception {
        TicketAnalyzer analyzer = analyzer();
        analyzer.close();

        CompletableFuture<AnalysisResult> future = analyzer.analyzeAsync(Samples.ticket("late"));

        Throwable failure = future.handle((result, thrown) -> thrown).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (failure == null) {
            assertThat(future.join().ticketId()).isEqualTo("late");
        } else {
            assertThat(failure).isInstanceOf(AnalysisException.class);
        }
    }

    @Test
    void nothingPrintsTheTicketTheReplyOrASecret() {
        TicketAnalyzer analyzer = analyzer();

        AnalysisResult result = analyzer.analyze(Ticket.of("T-1", "Please help with " + CANARY + " today."));

        for (String printed : List.of(
                analyzer.toString(),
                result.toString(),
                result.provenance().attempts().toString())) {
            assertThat(printed)
                    .doesNotContain(CANARY)
                    .doesNotContain(result.analysis().suggestedResponse());
            secrets().forEach(secret -> assertThat(printed).doesNotContain(secret));
        }
    }

    private TicketAnalyzer analyzer() {
        TicketAnalyzer analyzer = createAnalyzer();
        opened.add(analyzer);
        return analyzer;
    }

    static AnalysisResult await(Future<AnalysisResult> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}

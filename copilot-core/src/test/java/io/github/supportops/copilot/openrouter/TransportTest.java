package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.rawserver.RawConnection;
import io.github.supportops.copilot.rawserver.RawServer;
import io.github.supportops.copilot.rawserver.Replies;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the analyzer and the JDK's HTTP client do together, over real sockets. */
@Timeout(120)
class TransportTest {
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong, please look at it.");

    @Test
    void callsStartNoThreadsAndShareConnections() throws Exception {
        try (RawServer server = RawServer.always(Replies::good);
                OpenRouterTicketAnalyzer analyzer = analyzer(server).build()) {
            for (int i = 0; i < 200; i++) {
                analyzer.analyze(TICKET);
            }
            long started = startedThreads();
            for (int i = 0; i < 2_000; i++) {
                analyzer.analyze(TICKET);
            }
            assertThat(startedThreads() - started)
                    .as("threads started by 2,000 calls")
                    .isLessThan(200);
            assertThat(server.connections())
                    .as("connections for 2,200 calls in a row")
                    .isLessThan(10);
        }
    }

    @Test
    void aServerThatClosesAfterEachResponseCostsNoCall() throws Exception {
        try (RawServer server = RawServer.always(connection -> {
                    connection.readRequest();
                    connection.send(Replies.response(200, Replies.body()));
                    return false;
                });
                OpenRouterTicketAnalyzer analyzer =
                        analyzer(server).maxConcurrentCalls(8).build()) {
            List<CompletableFuture<AnalysisResult>> results = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                results.add(analyzer.analyzeAsync(TICKET));
            }
            for (CompletableFuture<AnalysisResult> result : results) {
                List<Attempt> attempts = result.get().provenance().attempts();
                assertThat(attempts.subList(0, attempts.size() - 1))
                        .allMatch(attempt -> attempt.failure().get() == FailureKind.CONNECTION);
            }
        }
    }

    @Test
    void aReplyCutAtAnyByteIsNeverAResult() throws Exception {
        byte[] whole = Replies.response(200, Replies.body("Yes.", "stop"));
        AtomicInteger length = new AtomicInteger();
        try (RawServer server = RawServer.always(connection -> {
                    connection.readRequest();
                    connection.send(Arrays.copyOf(whole, length.get()));
                    return false;
                });
                OpenRouterTicketAnalyzer analyzer = analyzer(server)
                        .maxRetries(0)
                        .circuitBreaker(1_000_000, Duration.ofSeconds(1))
                        .build()) {
            for (int cut = 0; cut < whole.length; cut++) {
                length.set(cut);
                assertThatThrownBy(() -> analyzer.analyze(TICKET))
                        .as("cut after %d of %d bytes", cut, whole.length)
                        .isInstanceOfSatisfying(
                                AnalysisException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION));
            }
            length.set(whole.length);
            assertThat(analyzer.analyze(TICKET).analysis().suggestedResponse()).isEqualTo("Yes.");
        }
    }

    @Test
    void cancellingClosesTheSocketWithinFiftyMilliseconds() throws Exception {
        AtomicReference<RawConnection> last = new AtomicReference<>();
        try (RawServer server = RawServer.always(connection -> holds(connection, last));
                OpenRouterTicketAnalyzer analyzer = analyzer(server).build()) {
            for (int i = 0; i < 20; i++) {
                last.set(null);
                CompletableFuture<AnalysisResult> result = analyzer.analyzeAsync(TICKET);
                RawConnection connection = arrived(last);
                Hiccups.forget();
                long cancelled = System.nanoTime();
                result.cancel(true);
                closedWithin(50, connection, cancelled);
            }
        }
    }

    @Test
    void interruptingABlockedCallerClosesTheSocketWithinFiftyMilliseconds() throws Exception {
        AtomicReference<RawConnection> last = new AtomicReference<>();
        try (RawServer server = RawServer.always(connection -> holds(connection, last));
                OpenRouterTicketAnalyzer analyzer = analyzer(server).build()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                try {
                    analyzer.analyze(TICKET);
                } catch (RuntimeException ended) {
                    thrown.set(ended);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            RawConnection connection = arrived(last);
            Hiccups.forget();
            long interrupted = System.nanoTime();
            caller.interrupt();
            closedWithin(50, connection, interrupted);
            caller.join();
            assertThat(thrown.get()).isInstanceOf(CancellationException.class);
            assertThat(flag.get()).as("interrupt flag").isTrue();
        }
    }

    @Test
    void somebodyElsesTimeoutOnTheFutureEndsTheCallToo() throws Exception {
        AtomicReference<RawConnection> last = new AtomicReference<>();
        try (RawServer server = RawServer.always(connection -> holds(connection, last));
                OpenRouterTicketAnalyzer analyzer = analyzer(server).build()) {
            CompletableFuture<AnalysisResult> result =
                    analyzer.analyzeAsync(TICKET).orTimeout(200, TimeUnit.MILLISECONDS);
            assertThatThrownBy(result::get).isInstanceOf(ExecutionException.class);
            assertThat(server.awaitQuiet(Duration.ofSeconds(1))).isTrue();
            assertThat(analyzer.callsInFlight()).isZero();
        }
    }

    @Test
    void noMoreCallsAreInFlightThanAllowed() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (RawServer server = RawServer.always(connection -> {
                    connection.readRequest();
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    connection.hold(Duration.ofMillis(5));
                    now.decrementAndGet();
                    connection.send(Replies.response(200, Replies.body()));
                    return true;
                });
                OpenRouterTicketAnalyzer analyzer =
                        analyzer(server).maxConcurrentCalls(7).build()) {
            List<CompletableFuture<AnalysisResult>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                results.add(analyzer.analyzeAsync(TICKET));
            }
            for (CompletableFuture<AnalysisResult> result : results) {
                result.get();
            }
            assertThat(most.get()).isEqualTo(7);
            assertThat(server.connections()).as("sockets").isLessThanOrEqualTo(7 * 3);
        }
    }

    @Test
    void everyCallerGetsTheAnswerToItsOwnTicket() throws Exception {
        int threads = 64;
        int each = Integer.getInteger("transport.callsPerThread", 100);
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger right = new AtomicInteger();
        try (RawServer server = RawServer.always(Replies::echo);
                OpenRouterTicketAnalyzer analyzer =
                        analyzer(server).maxConcurrentCalls(32).build()) {
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < threads; caller++) {
                int first = caller * each;
                callers.add(new Thread(() -> {
                    for (int i = first; i < first + each; i++) {
                        String word = "echo-" + i;
                        AnalysisResult result = analyzer.analyze(Ticket.of("T-" + i, "Please say " + word + " now."));
                        boolean own = result.analysis().suggestedResponse().equals(word)
                                && result.ticketId().equals("T-" + i);
                        (own ? right : wrong).incrementAndGet();
                    }
                }));
            }
            callers.forEach(Thread::start);
            for (Thread caller : callers) {
                caller.join();
            }
        }
        assertThat(wrong).hasValue(0);
        assertThat(right).hasValue(threads * each);
    }

    @Test
    void aDeadlineIsKeptWhileCallbacksBlockEveryWorker() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        try (RawServer server = RawServer.always(connection -> {
                    connection.readRequest();
                    if (calls.incrementAndGet() == 1) {
                        return connection.holdUntilTheClientHangsUp();
                    }
                    connection.send(Replies.response(200, Replies.body()));
                    return true;
                });
                OpenRouterTicketAnalyzer analyzer = analyzer(server)
                        .deadline(Duration.ofMillis(500))
                        .listener(blocking(enough))
                        .build()) {
            Hiccups.forget();
            long start = System.nanoTime();
            CompletableFuture<AnalysisResult> silent = analyzer.analyzeAsync(TICKET);
            while (calls.get() == 0) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 20; i++) {
                analyzer.analyzeAsync(TICKET);
            }
            assertThatThrownBy(silent::get).hasCauseInstanceOf(AnalysisException.class);
            long millis = (System.nanoTime() - start) / 1_000_000;
            enough.countDown();
            assertThat(millis).isBetween(500L, 600L + 3 * Hiccups.worst().toMillis());
        }
    }

    @Test
    void closingIsQuickWhileACallHangsAndNothingStartsAfterwards() throws Exception {
        AtomicReference<RawConnection> last = new AtomicReference<>();
        try (RawServer server = RawServer.always(connection -> holds(connection, last))) {
            OpenRouterTicketAnalyzer analyzer = analyzer(server).build();
            CompletableFuture<AnalysisResult> hanging = analyzer.analyzeAsync(TICKET);
            arrived(last);
            long start = System.nanoTime();
            analyzer.close();
            assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
            assertThat(hanging).isCancelled();
            assertThat(server.awaitQuiet(Duration.ofSeconds(5))).isTrue();
            assertThatThrownBy(() -> analyzer.analyze(TICKET))
                    .isInstanceOfSatisfying(
                            AnalysisException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CLOSED));
        }
    }

    @Test
    void aCallThatWasCutOffIsInTheLedgerAsPossiblyBilled() throws Exception {
        AtomicReference<RawConnection> last = new AtomicReference<>();
        try (RawServer server = RawServer.always(connection -> holds(connection, last));
                OpenRouterTicketAnalyzer analyzer =
                        analyzer(server).deadline(Duration.ofMillis(300)).build()) {
            assertThatThrownBy(() -> analyzer.analyze(TICKET))
                    .isInstanceOfSatisfying(
                            AnalysisException.class,
                            failure -> assertThat(failure.attempts())
                                    .singleElement()
                                    .satisfies(attempt -> {
                                        assertThat(attempt.outcome()).isEqualTo(AttemptOutcome.TIMED_OUT);
                                        assertThat(attempt.possiblyBilled()).isTrue();
                                    }));
        }
    }

    @Test
    void aRedirectIsNotFollowedAndTheKeyStaysHome() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        try (RawServer thief = RawServer.always(connection -> {
                    seen.set(connection.readRequest());
                    return false;
                });
                RawServer server = RawServer.always(connection -> {
                    assertThat(connection.readRequest()).contains("Authorization: Bearer sk-test");
                    connection.send(Replies.response(307, "", "Location: " + thief.baseUrl()));
                    return true;
                });
                OpenRouterTicketAnalyzer analyzer = analyzer(server).build()) {
            assertThatThrownBy(() -> analyzer.analyze(TICKET)).hasMessageContaining("Redirects are not followed");
            assertThat(thief.connections()).isZero();
            assertThat(seen.get()).isEmpty();
        }
    }

    private static boolean holds(RawConnection connection, AtomicReference<RawConnection> last)
            throws java.io.IOException {
        connection.readRequest();
        last.set(connection);
        return connection.holdUntilTheClientHangsUp();
    }

    private static RawConnection arrived(AtomicReference<RawConnection> last) {
        while (last.get() == null) {
            Thread.onSpinWait();
        }
        return last.get();
    }

    private static void closedWithin(long millis, RawConnection connection, long since) {
        while (connection.endedAt() == 0) {
            Thread.onSpinWait();
        }
        assertThat((connection.endedAt() - since) / 1_000_000)
                .as("milliseconds")
                .isLessThanOrEqualTo(millis);
    }

    private static AnalysisListener blocking(CountDownLatch until) {
        return new AnalysisListener() {
            @Override
            public void completed(AnalysisResult result) {
                if (!Thread.currentThread().getName().startsWith("copilot-worker")) {
                    return;
                }
                try {
                    until.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private static long startedThreads() {
        return ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
    }

    private static OpenRouterTicketAnalyzerBuilder analyzer(RawServer server) {
        return OpenRouterTicketAnalyzer.builder()
                .baseUrl(server.baseUrl())
                .apiKey("sk-test")
                .model("some/model");
    }
}

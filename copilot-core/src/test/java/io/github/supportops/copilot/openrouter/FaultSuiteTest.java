package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.rawserver.RawServer;
import io.github.supportops.copilot.rawserver.Replies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault, blocking and asynchronous, every time and only once: the analysis ends as it should and in time, the ledger
 * counts what the server counted, and neither a permit nor a call stays behind. {@code -Dfaults.rounds=20} is the long
 * version.
 */
class FaultSuiteTest {
    private static final Duration DEADLINE = Duration.ofMillis(400);
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration OVERSHOOT = Duration.ofMillis(100);
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 1);
    /** After more rounds of nothing but failures an analyzer has spent its retry budget, as it should. */
    private static final int ROUNDS_A_BUDGET = 5;

    private static final int AT_ONCE = 3;
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong, please look at it.");

    /** How one analysis ended. */
    private record Ending(FailureKind kind, List<Attempt> attempts, Duration took) {}

    @TestFactory
    Stream<DynamicTest> faults() {
        return Faults.all().stream().map(fault -> DynamicTest.dynamicTest(fault.name(), () -> check(fault)));
    }

    @TestFactory
    Stream<DynamicTest> nothingListens() {
        return Stream.of(DynamicTest.dynamicTest("connection refused", () -> {
            RawServer gone = RawServer.always(Replies::good);
            gone.close();
            try (OpenRouterTicketAnalyzer analyzer = analyzer(gone.baseUrl(), AMPLE)) {
                Ending ending = blocking(analyzer);
                assertThat(ending.kind()).isEqualTo(FailureKind.CONNECTION);
                assertThat(ending.attempts()).hasSize(2).noneMatch(Attempt::possiblyBilled);
            }
        }));
    }

    private static void check(Fault fault) throws Exception {
        // Where the deadline decides nothing it is ample, so that a busy machine does not decide instead.
        boolean decides = fault.kind() == FailureKind.DEADLINE || fault.name().endsWith("beyond the deadline");
        Duration deadline = decides ? DEADLINE : AMPLE;
        for (int done = 0; done < ROUNDS; done += ROUNDS_A_BUDGET) {
            try (RawServer server = RawServer.always(Replies::good);
                    OpenRouterTicketAnalyzer analyzer = analyzer(server.baseUrl(), deadline)) {
                for (int round = done; round < Math.min(ROUNDS, done + ROUNDS_A_BUDGET); round++) {
                    everyWay(fault, server, analyzer);
                }
            }
        }
    }

    private static void everyWay(Fault fault, RawServer server, OpenRouterTicketAnalyzer analyzer) throws Exception {
        server.play(call -> fault.script());
        every(fault, List.of(blocking(analyzer)), server, analyzer);
        server.play(call -> fault.script());
        every(fault, asynchronous(analyzer), server, analyzer);
        if (fault.triedAgain()) {
            server.play(call -> call == 1 ? fault.script() : Replies::good);
            once(List.of(blocking(analyzer)), server, analyzer);
            server.play(call -> call == 1 ? fault.script() : Replies::good);
            once(asynchronous(analyzer), server, analyzer);
        }
    }

    private static void every(Fault fault, List<Ending> endings, RawServer server, OpenRouterTicketAnalyzer analyzer) {
        int attempts = fault.triedAgain() ? 2 : 1;
        for (Ending ending : endings) {
            assertThat(ending.kind()).as("how it ended").isEqualTo(fault.kind());
            assertThat(ending.attempts()).as("attempts in the ledger").hasSize(attempts);
        }
        assertThat(server.calls()).as("calls the server counted").isEqualTo(attempts * endings.size());
        nothingStays(endings, server, analyzer);
    }

    private static void once(List<Ending> endings, RawServer server, OpenRouterTicketAnalyzer analyzer) {
        assertThat(endings).as("how they ended").allMatch(ending -> ending.kind() == null);
        int attempts =
                endings.stream().mapToInt(ending -> ending.attempts().size()).sum();
        assertThat(attempts).as("attempts in the ledgers").isEqualTo(endings.size() + 1);
        assertThat(server.calls()).as("calls the server counted").isEqualTo(attempts);
        nothingStays(endings, server, analyzer);
    }

    private static void nothingStays(List<Ending> endings, RawServer server, OpenRouterTicketAnalyzer analyzer) {
        for (Ending ending : endings) {
            assertThat(ending.took())
                    .isLessThan(analyzer.deadline()
                            .plus(OVERSHOOT)
                            .plus(Hiccups.worst().multipliedBy(3)));
        }
        Hiccups.forget();
        assertThat(analyzer.callsInFlight()).as("permits still out").isZero();
        // A peer that is busy writing learns of it when the selector wakes next, which may take three seconds.
        assertThat(server.awaitQuiet(Duration.ofSeconds(5))).as("calls cut off").isTrue();
    }

    private static Ending blocking(OpenRouterTicketAnalyzer analyzer) {
        long start = System.nanoTime();
        try {
            AnalysisResult result = analyzer.analyze(TICKET);
            return new Ending(null, result.provenance().attempts(), since(start));
        } catch (AnalysisException failure) {
            return new Ending(failure.kind(), failure.attempts(), since(start));
        }
    }

    private static List<Ending> asynchronous(OpenRouterTicketAnalyzer analyzer) throws Exception {
        List<CompletableFuture<Ending>> endings = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            long start = System.nanoTime();
            endings.add(analyzer.analyzeAsync(TICKET).handle((result, failure) -> {
                if (failure == null) {
                    return new Ending(null, result.provenance().attempts(), since(start));
                }
                AnalysisException typed = (AnalysisException) failure;
                return new Ending(typed.kind(), typed.attempts(), since(start));
            }));
        }
        return all(endings);
    }

    private static List<Ending> all(List<CompletableFuture<Ending>> endings)
            throws ExecutionException, InterruptedException {
        List<Ending> all = new ArrayList<>();
        for (CompletableFuture<Ending> ending : endings) {
            all.add(ending.get());
        }
        return all;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static OpenRouterTicketAnalyzer analyzer(String baseUrl, Duration deadline) throws IOException {
        return OpenRouterTicketAnalyzer.builder()
                .baseUrl(baseUrl)
                .apiKey("sk-test")
                .model("some/model")
                .deadline(deadline)
                .maxRetries(1)
                .maxAnswers(2)
                .maxBodyBytes(64 * 1024)
                .maxConcurrentCalls(4)
                .circuitBreaker(1_000_000, Duration.ofSeconds(1))
                .random(() -> 0.0)
                .build();
    }
}

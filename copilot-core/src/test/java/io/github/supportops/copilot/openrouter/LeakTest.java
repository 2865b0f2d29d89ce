package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.rawserver.RawServer;
import io.github.supportops.copilot.rawserver.Replies;
import io.github.supportops.copilot.rawserver.Script;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LeakTest {
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong, please look at it.");
    private static final File DESCRIPTORS = new File("/proc/self/fd");

    @Test
    void nothingStaysAfterTenThousandMixedCallsAndClose() throws Exception {
        try (RawServer server = RawServer.always(Replies::good)) {
            calls(server, 500);
            settles(server, Integer.MAX_VALUE);
            int descriptors = descriptors();

            calls(server, 10_000);

            settles(server, descriptors);
            assertThat(server.open()).as("sockets").isZero();
            assertThat(threads()).as("threads").isEmpty();
            assertThat(descriptors()).as("file descriptors").isLessThanOrEqualTo(descriptors);
        }
    }

    private static void calls(RawServer server, int calls) {
        server.play(LeakTest::mixed);
        try (OpenRouterTicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder()
                .baseUrl(server.baseUrl())
                .apiKey("sk-test")
                .model("some/model")
                .deadline(Duration.ofMillis(250))
                .maxConcurrentCalls(32)
                .maxRetries(1)
                .circuitBreaker(1_000_000, Duration.ofSeconds(1))
                .random(() -> 0.0)
                .build()) {
            for (int done = 0; done < calls; done += 100) {
                hundred(analyzer);
            }
            assertThat(analyzer.callsInFlight()).as("permits still out").isZero();
        }
    }

    private static void hundred(OpenRouterTicketAnalyzer analyzer) {
        List<CompletableFuture<?>> endings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<AnalysisResult> result = analyzer.analyzeAsync(TICKET);
            endings.add(result.handle((value, failure) -> null));
            if (i % 20 == 7) {
                result.cancel(true);
            }
        }
        endings.forEach(CompletableFuture::join);
    }

    /** Mostly good, with a bit of everything; one call in five hundred hangs until the deadline. */
    private static Script mixed(int call) {
        if (call % 500 == 77) {
            return connection -> {
                connection.readRequest();
                return connection.holdUntilTheClientHangsUp();
            };
        }
        return switch (call % 25) {
            case 3 ->
                connection -> {
                    connection.readRequest();
                    return false;
                };
            case 5 ->
                connection -> {
                    connection.readRequest();
                    connection.send(Replies.head(200, "Content-Length: 100"));
                    return connection.reset();
                };
            case 9 ->
                connection -> {
                    connection.readRequest();
                    connection.send(Replies.response(500, Replies.error(500)));
                    return true;
                };
            case 11 ->
                connection -> {
                    connection.readRequest();
                    connection.send(Replies.response(200, "{\"cut"));
                    return true;
                };
            default -> Replies::good;
        };
    }

    /** Before JDK 21 a client ends when it is collected, so this collects; and idle threads end after their time. */
    private static void settles(RawServer server, int descriptors) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        boolean settled = false;
        while (!settled && System.nanoTime() < until) {
            System.gc();
            settled =
                    server.awaitNoneOpen(Duration.ofMillis(200)) && threads().isEmpty() && descriptors() <= descriptors;
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("copilot-") || name.startsWith("HttpClient-"))
                .toList();
    }

    private static int descriptors() {
        String[] open = DESCRIPTORS.list();
        return open == null ? 0 : open.length;
    }
}

package io.github.supportops.copilot.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.blackbox.RawHttp2Server.Deed;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okhttp3.internal.http2.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 behaves in ways that HTTP/1.1 does not; a caller sees none of it. */
@Timeout(60)
class Http2FaultsTest {
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong, please look at it.");
    private static final String BODY =
            "{\"id\":\"gen-1\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"role\":"
                    + "\"assistant\",\"content\":\"{\\\"intent\\\":\\\"billing\\\",\\\"urgency\\\":\\\"high\\\",\\\"sentiment\\\":"
                    + "\\\"negative\\\",\\\"escalation_required\\\":true,\\\"churn_risk\\\":\\\"low\\\","
                    + "\\\"suggested_response\\\":\\\"Yes.\\\"}\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";

    @TempDir
    static Path directory;

    private static SSLContext tls;

    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = LoopbackTls.context(directory);
    }

    @BeforeEach
    void start() throws IOException {
        server.useHttps(tls.getSocketFactory());
        server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        server.start();
    }

    @AfterEach
    void end() {
        server.close();
    }

    /** Every limit from 1 to 50 with {@code -Dfaults.rounds=2} or more. */
    static List<Integer> streamLimits() {
        if (Integer.getInteger("faults.rounds", 1) == 1) {
            return List.of(1, 2, 10, 50);
        }
        List<Integer> all = new ArrayList<>();
        for (int limit = 1; limit <= 50; limit++) {
            all.add(limit);
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("streamLimits")
    void aStreamLimitCostsNoCallAndNoAttempt(int limit) throws Exception {
        MockResponse limited = answer().settings(new Settings().set(Settings.MAX_CONCURRENT_STREAMS, limit))
                .headersDelay(2, TimeUnit.MILLISECONDS)
                .build();
        answers(call -> limited);
        try (OpenRouterTicketAnalyzer analyzer = analyzer()) {
            analyzer.analyze(TICKET);
            List<AnalysisResult> results = together(analyzer, 200);
            assertThat(results)
                    .allMatch(result -> result.provenance().attempts().size() == 1);
            assertThat(calls.get()).isEqualTo(201);
        }
    }

    @Test
    void aConnectionThatTheServerWindsDownCostsNoCall() throws Exception {
        MockResponse last =
                answer().onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE).build();
        MockResponse plain = answer().build();
        answers(call -> call % 20 == 0 ? last : plain);
        try (OpenRouterTicketAnalyzer analyzer = analyzer()) {
            List<Attempt> attempts = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                together(analyzer, 20)
                        .forEach(result -> attempts.addAll(result.provenance().attempts()));
            }
            long doubtful = attempts.stream().filter(Attempt::possiblyBilled).count();
            assertThat(calls.get())
                    .as("calls the server counted")
                    .isBetween(attempts.size() - (int) doubtful, attempts.size());
        }
    }

    @Test
    void aRefusedStreamIsSentAgainAndIsNoAttempt() throws Exception {
        try (RawHttp2Server raw = raw(stream -> stream % 3 == 0 ? Deed.ANSWER : Deed.REFUSE);
                OpenRouterTicketAnalyzer analyzer = analyzer(raw.port())) {
            List<AnalysisResult> results = together(analyzer, 30);
            assertThat(results)
                    .allMatch(result -> result.provenance().attempts().size() == 1);
            assertThat(raw.processed()).as("calls the server processed").isEqualTo(30);
            assertThat(raw.streams()).as("streams, refused ones included").isGreaterThan(60);
        }
    }

    /**
     * From JDK 24 on the client tells a stream the server works on from one that it left out; before that it ends both alike,
     * so what may have been billed is in the ledger, and nothing that was is missing there.
     */
    @Test
    void aConnectionWoundDownUnderCallsThatWaitLosesNoCallAndNoAttempt() throws Exception {
        try (RawHttp2Server raw = raw(stream -> switch (stream) {
                    case 2, 3, 4, 5, 6, 7, 8, 9, 10 -> Deed.HOLD;
                    case 11 -> Deed.WIND_DOWN;
                    default -> Deed.ANSWER;
                });
                OpenRouterTicketAnalyzer analyzer = analyzer(raw.port())) {
            analyzer.analyze(TICKET);
            List<Attempt> attempts = together(analyzer, 20).stream()
                    .flatMap(result -> result.provenance().attempts().stream())
                    .toList();
            int ledger = attempts.size() + 1;
            long doubtful = attempts.stream().filter(Attempt::possiblyBilled).count();
            assertThat(raw.processed()).as("calls the server processed").isBetween(ledger - (int) doubtful, ledger);
            assertThat(attempts)
                    .filteredOn(Attempt::possiblyBilled)
                    .allMatch(attempt -> attempt.failure()
                            .filter(FailureKind.CONNECTION::equals)
                            .isPresent());
            if (Runtime.version().feature() < 24) {
                assertThat(doubtful).as("attempts that may be billed").isGreaterThanOrEqualTo(10);
            } else {
                // A stream that the client opens at the very moment of the GOAWAY waits until the connection closes.
                assertThat(doubtful).as("attempts that may be billed").isLessThan(10);
            }
        }
    }

    @Test
    void aStreamResetAfterTheWorkIsAnAttemptThatMayBeBilled() throws Exception {
        try (RawHttp2Server raw = raw(stream -> stream == 1 ? Deed.RESET_AFTERWARDS : Deed.ANSWER);
                OpenRouterTicketAnalyzer analyzer = analyzer(raw.port())) {
            List<Attempt> attempts = analyzer.analyze(TICKET).provenance().attempts();
            assertThat(attempts).hasSize(2);
            assertThat(attempts.get(0).possiblyBilled()).isTrue();
            assertThat(raw.processed()).as("calls the server processed").isEqualTo(2);
        }
    }

    @Test
    void callsStartNoThreads() throws Exception {
        MockResponse plain = answer().build();
        answers(call -> plain);
        try (OpenRouterTicketAnalyzer analyzer = analyzer()) {
            for (int i = 0; i < 20; i++) {
                analyzer.analyze(TICKET);
            }
            long started = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
            for (int i = 0; i < 300; i++) {
                analyzer.analyze(TICKET);
            }
            assertThat(ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - started)
                    .as("threads started by 300 calls, the server's included")
                    .isLessThan(30);
        }
    }

    private void answers(IntFunction<MockResponse> script) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return script.apply(calls.incrementAndGet());
            }
        });
    }

    private static List<AnalysisResult> together(OpenRouterTicketAnalyzer analyzer, int count) throws Exception {
        List<CompletableFuture<AnalysisResult>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(analyzer.analyzeAsync(TICKET));
        }
        List<AnalysisResult> results = new ArrayList<>();
        for (CompletableFuture<AnalysisResult> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private static RawHttp2Server raw(IntFunction<Deed> deeds) throws IOException {
        return new RawHttp2Server(tls, BODY.getBytes(StandardCharsets.UTF_8), deeds);
    }

    private OpenRouterTicketAnalyzer analyzer() {
        return analyzer(server.getPort());
    }

    private static OpenRouterTicketAnalyzer analyzer(int port) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return OpenRouterTicketAnalyzer.builder()
                .baseUrl("https://localhost:" + port + "/api/v1")
                .apiKey("sk-test")
                .model("some/model")
                .httpClient(client)
                .build();
    }

    private static MockResponse.Builder answer() {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(BODY);
    }
}

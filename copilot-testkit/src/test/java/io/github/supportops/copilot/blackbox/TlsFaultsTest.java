package io.github.supportops.copilot.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is sent, and so nothing billed, before a TLS handshake is through; what breaks later may have been. */
@Timeout(60)
class TlsFaultsTest {
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong, please look at it.");
    private static final byte[] PLAIN =
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    static Path directory;

    private static SSLContext tls;

    private final AtomicInteger calls = new AtomicInteger();

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = LoopbackTls.context(directory);
    }

    @Test
    void aCertificateNobodyTrustsStopsAtOnce() throws Exception {
        try (LoopbackListener server = new LoopbackListener(tls.getServerSocketFactory(), this::countsCalls)) {
            stopsBeforeTheCall(server, SSLContext.getDefault());
        }
    }

    @Test
    void aCertificateThatRanOutStopsAtOnce() throws Exception {
        SSLContext expired = LoopbackTls.expired(directory);
        try (LoopbackListener server = new LoopbackListener(expired.getServerSocketFactory(), this::countsCalls)) {
            stopsBeforeTheCall(server, expired);
        }
    }

    @Test
    void aCertificateForAnotherNameStopsAtOnce() throws Exception {
        SSLContext other = LoopbackTls.context(directory, "san=dns:elsewhere.example");
        try (LoopbackListener server = new LoopbackListener(other.getServerSocketFactory(), this::countsCalls)) {
            stopsBeforeTheCall(server, other);
        }
    }

    @Test
    void aServerWithoutTlsStopsAtOnce() throws Exception {
        try (LoopbackListener server = plain(socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write(PLAIN);
            untilTheClientHangsUp(socket);
        })) {
            stopsBeforeTheCall(server, tls);
        }
    }

    @Test
    void aHandshakeThatIsCutOffIsTriedAgainAndNeverBilled() throws Exception {
        try (LoopbackListener server = plain(socket -> socket.getInputStream().read())) {
            AnalysisException failure = failure(server, tls, Duration.ofSeconds(20));
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(failure.attempts()).hasSize(2).noneMatch(Attempt::possiblyBilled);
        }
    }

    @Test
    void aHandshakeThatStallsEndsWithTheDeadline() throws Exception {
        Duration deadline = Duration.ofMillis(500);
        try (LoopbackListener server = plain(TlsFaultsTest::untilTheClientHangsUp)) {
            long start = System.nanoTime();
            AnalysisException failure = failure(server, tls, deadline);
            assertThat(failure.kind()).isEqualTo(FailureKind.DEADLINE);
            assertThat(failure.attempts()).hasSize(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(deadline, deadline.multipliedBy(4));
        }
    }

    @Test
    void aConnectionThatBreaksAfterTheHandshakeIsTriedAgainAndMayBeBilled() throws Exception {
        try (LoopbackListener server = new LoopbackListener(tls.getServerSocketFactory(), this::countsCalls)) {
            AnalysisException failure = failure(server, tls, Duration.ofSeconds(20));
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(failure.attempts()).hasSize(2).allMatch(Attempt::possiblyBilled);
            assertThat(calls).as("calls the server counted").hasValue(2);
        }
    }

    @Test
    void bytesThatAreNoTlsAfterTheHandshakeMayHaveBeenBilled() throws Exception {
        breaksAfterTheCall(new byte[0]);
    }

    @Test
    void bytesThatAreNoTlsInTheBodyMayHaveBeenBilled() throws Exception {
        breaksAfterTheCall("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
    }

    private void stopsBeforeTheCall(LoopbackListener server, SSLContext client) {
        AnalysisException failure = failure(server, client, Duration.ofSeconds(20));
        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
        assertThat(failure).hasMessageContaining("TLS handshake failed");
        assertThat(failure.attempts()).singleElement().matches(attempt -> !attempt.possiblyBilled());
        assertThat(server.accepted()).as("connections").isEqualTo(1);
        assertThat(calls).as("calls the server counted").hasValue(0);
    }

    private void breaksAfterTheCall(byte[] answered) throws IOException {
        try (LoopbackListener server = plain(socket -> garbles(socket, answered))) {
            AnalysisException failure = failure(server, tls, Duration.ofSeconds(20));
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(failure.attempts()).hasSize(2).allMatch(Attempt::possiblyBilled);
            assertThat(calls).as("calls the server counted").hasValue(2);
        }
    }

    /** Reads until a request has begun to arrive, counts it and hangs up. */
    private void countsCalls(Socket socket) throws IOException {
        if (socket.getInputStream().read() >= 0) {
            calls.incrementAndGet();
        }
    }

    private void garbles(Socket socket, byte[] answered) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
        secure.setUseClientMode(false);
        countsCalls(secure);
        secure.getOutputStream().write(answered);
        socket.getOutputStream().write(PLAIN);
        socket.getOutputStream().flush();
        untilTheClientHangsUp(socket);
    }

    private static void untilTheClientHangsUp(Socket socket) throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static LoopbackListener plain(LoopbackListener.Host host) throws IOException {
        return new LoopbackListener(ServerSocketFactory.getDefault(), host);
    }

    private static AnalysisException failure(LoopbackListener server, SSLContext client, Duration deadline) {
        try (OpenRouterTicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder()
                .baseUrl("https://localhost:" + server.port() + "/api/v1")
                .apiKey("sk-test")
                .model("some/model")
                .deadline(deadline)
                .maxRetries(1)
                .httpClient(HttpClient.newBuilder()
                        .sslContext(client)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build())
                .build()) {
            return catchThrowableOfType(AnalysisException.class, () -> analyzer.analyze(TICKET));
        }
    }
}

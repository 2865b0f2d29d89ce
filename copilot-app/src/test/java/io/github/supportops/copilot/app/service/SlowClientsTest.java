package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send slowly, or stop in the middle: they are told so, and nobody else notices. */
@Timeout(60)
class SlowClientsTest {
    private static final String TICKET = "{\"ticket_id\":\"T-1\",\"message\":\"Broken\"}";
    private static final String HEAD = "POST /analyze-ticket HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

    private final FakeTicketAnalyzer analyzer = FakeTicketAnalyzer.create();
    private final List<Socket> slow = new ArrayList<>();

    @TempDir
    Path data;

    private RunningService service;

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
        service.close();
    }

    private Socket connect(String sent) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.url().getPort());
        slow.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void hundredsOfUnfinishedBodiesHoldNoThreadAndNoPlace() throws IOException {
        service = RunningService.of(analyzer, data, builder -> builder.maxConcurrentAnalyses(1));
        for (int client = 0; client < 300; client++) {
            connect(HEAD + "{");
        }

        assertThat(service.postJson("/analyze-ticket", TICKET).status()).isEqualTo(200);
        assertThat(service.post("/analyze-batch", "text/csv", "ticket_id,message\nT-1,Broken\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void bodyThatDripsIsRefused() throws IOException {
        service = RunningService.of(analyzer, data, builder -> builder.bodyTimeout(Duration.ofMillis(100)));
        Socket socket = connect(HEAD);

        assertThat(drip(socket)).startsWith("HTTP/1.1 408 ").contains("urn:copilot:problem:request-timeout");
    }

    @Test
    void headersThatDripAreRefused() throws IOException {
        service = RunningService.of(analyzer, data, builder -> builder.bodyTimeout(Duration.ofMillis(200)));
        Socket socket = connect("GET /health HTTP/1.1\r\nX: ");

        assertThat(drip(socket)).startsWith("HTTP/1.1 408 ").contains("urn:copilot:problem:request-timeout");
    }

    @Test
    void connectionThatRestsBetweenRequestsIsLeftAlone() throws IOException {
        service = RunningService.of(analyzer, data, builder -> builder.bodyTimeout(Duration.ofMillis(20)));
        Socket patient = connect("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(patient.getInputStream().read()).isEqualTo('H');
        Socket dripping = connect("GET /health HTTP/1.1\r\nX: ");
        assertThat(drip(dripping)).startsWith("HTTP/1.1 408 ");

        patient.getOutputStream()
                .write("GET /jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));

        assertThat(answer(patient)).contains("{\"jobs\":[]}");
    }

    /** Sends a byte now and then until the other side has had enough, and gives back what it says. */
    private static String drip(Socket socket) throws IOException {
        socket.setSoTimeout(10);
        while (true) {
            try {
                socket.getOutputStream().write('x');
                int first = socket.getInputStream().read();
                return (char) first + answer(socket);
            } catch (SocketTimeoutException stillListening) {
                // That was the pause between two bytes.
            }
        }
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(0);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

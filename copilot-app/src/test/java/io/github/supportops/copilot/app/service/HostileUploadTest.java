package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.app.service.RunningService.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uploads that want more than there is: each is refused by name, and leaves nothing behind. */
@Timeout(60)
class HostileUploadTest extends RouteTest {
    private static final String HEAD =
            "POST /analyze-batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nConnection: close\r\n";

    @Test
    void uploadDeclaredToHaveAGibibyteIsRefusedBeforeItIsSent() throws IOException {
        start();
        try (Socket socket = new Socket("127.0.0.1", service.url().getPort())) {
            socket.getOutputStream()
                    .write((HEAD + "Content-Length: 1073741824\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

            assertThat(answer(socket.getInputStream()))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("too-large");
        }
        assertNothingIsLeft();
    }

    @Test
    void uploadThatDoesNotEndIsRefusedAtTheLimit() throws IOException {
        start(builder -> builder.maxUploadBytes(4 << 20));
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", service.url().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            sendUntilRefused(socket, chunk);

            assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 413 ");
        }
        assertNothingIsLeft();
    }

    @Test
    void bombsAreNotUnpackedNeitherAsABodyNorAsAFile() throws IOException {
        start();
        byte[] bomb = bomb();

        Reply body = service.send(service.request("/analyze-batch")
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb)));
        Reply file = service.send(service.request("/analyze-batch")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofByteArray(bomb)));

        assertThat(body.problem()).isEqualTo("unsupported-media-type");
        assertThat(file.problem()).isEqualTo("invalid-file");
        assertNothingIsLeft();
    }

    @Test
    void fileWithTenThousandColumnsIsRefused() {
        String columns =
                IntStream.range(0, 10_000).mapToObj(number -> "c" + number).collect(Collectors.joining(","));
        String row = ",x".repeat(10_000);

        Reply reply = start().post(
                        "/analyze-batch",
                        "text/csv",
                        "ticket_id,message," + columns + "\nT-1,Broken" + row + "\nT-2,Late" + row + "\n");

        assertThat(reply.problem()).isEqualTo("invalid-file");
        assertThat(reply.body()).contains("columns");
    }

    @Test
    void jsonThatIsNestedTooDeepIsRefused() {
        start();
        String deep = "[".repeat(100_000);

        assertThat(service.postJson("/analyze-ticket", "{\"ticket_id\":" + deep).problem())
                .isEqualTo("malformed-request");
        assertThat(service.postJson("/analyze-batch", deep).problem()).isEqualTo("invalid-file");
    }

    private static void sendUntilRefused(Socket socket, byte[] chunk) throws IOException {
        InputStream in = socket.getInputStream();
        while (in.available() == 0) {
            try {
                socket.getOutputStream().write(chunk);
            } catch (SocketException closed) {
                return;
            }
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int count = 0; count < 64; count++) {
                out.write(zeros);
            }
        }
        return packed.toByteArray();
    }

    private static String answer(InputStream in) throws IOException {
        byte[] head = in.readNBytes(800);
        return new String(head, StandardCharsets.UTF_8);
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(data.resolve("jobs"))) {
            assertThat(left).isEmpty();
        }
    }
}

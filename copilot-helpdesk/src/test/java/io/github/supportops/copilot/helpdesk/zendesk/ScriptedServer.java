package io.github.supportops.copilot.helpdesk.zendesk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers calls one after the other as it was told, and keeps every request as it came over the wire. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Starts; each reply is a status line with further headers, an empty line, and the body. */
    ScriptedServer(String... replies) throws IOException {
        Thread answering = new Thread(() -> answer(List.of(replies)), "scripted-server");
        answering.setDaemon(true);
        answering.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    private void answer(List<String> replies) {
        for (String reply : replies) {
            try (Socket socket = server.accept()) {
                requests.add(read(socket.getInputStream()));
                int end = reply.indexOf("\n\n");
                String body = reply.substring(end + 2);
                String head = "HTTP/1.1 " + reply.substring(0, end).replace("\n", "\r\n") + "\r\nContent-Length: "
                        + body.length() + "\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int end = -1;
        int length = 0;
        while (end < 0 || bytes.size() < end + length) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            bytes.write(next);
            String text = bytes.toString(StandardCharsets.US_ASCII);
            if (end < 0 && text.endsWith("\r\n\r\n")) {
                end = bytes.size();
                length = contentLength(text);
            }
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .findFirst()
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

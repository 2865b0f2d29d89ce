package io.github.supportops.copilot.helpdesk.zendesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers one call with a redirect. */
final class Redirects {
    private Redirects() {}

    static void answer(ServerSocket server, String target) {
        try (Socket socket = server.accept()) {
            byte[] request = new byte[65_536];
            if (socket.getInputStream().read(request) > 0) {
                socket.getOutputStream()
                        .write(("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + target
                                        + "/oauth/tokens\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

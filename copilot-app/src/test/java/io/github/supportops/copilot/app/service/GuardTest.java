package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.app.service.RunningService.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardTest extends RouteTest {
    private static final String TOKEN = "a-token-that-nobody-guesses";
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO");
    private static final List<String> STRANGE_PATHS = List.of(
            "/nothing", "//analyze-ticket", "/analyze-ticket/", "/ANALYZE-TICKET", "/jobs/%2e%2e", "/docs/docs.js");

    private void startWithToken() {
        start(builder -> builder.token(TOKEN));
    }

    @Test
    void nothingIsServedWithoutTheTokenWhateverRouteAndMethod() {
        startWithToken();
        List<String> wrong =
                List.of("", "Bearer", "Bearer ", "Bearer wrong", "Basic " + TOKEN, TOKEN, "Bearer " + TOKEN + "x");
        for (String path : everyPath()) {
            for (String method : METHODS) {
                for (String header : wrong) {
                    HttpRequest.Builder request = service.request(path)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString("{\"ticket_id\":\"T\",\"message\":\"x\"}"));
                    Reply reply = service.send(header.isEmpty() ? request : request.header("Authorization", header));

                    assertThat(reply.status())
                            .as(method + " " + path + " " + header)
                            .isIn(400, 401);
                }
            }
        }
        assertThat(analyzer.tickets()).isEmpty();
    }

    /** All that is served with a token, as the server itself knows it, and what only looks like it. */
    private Set<String> everyPath() {
        Set<String> paths = new TreeSet<>(STRANGE_PATHS);
        for (String route : service.routes(Set.of("/session", "/webhooks/{system}"))) {
            paths.add(route.split(" ")[1]
                    .replace("{id}", "0123456789abcdef0123456789abcdef")
                    .replace("{file}", "swagger-ui.css"));
        }
        assertThat(paths).hasSizeGreaterThan(25).contains("/analyze-ticket", "/feedback", "/");
        return paths;
    }

    @Test
    void refusalSaysHowToComeIn() {
        startWithToken();

        Reply reply = service.get("/health");

        assertThat(reply.problem()).isEqualTo("unauthorized");
        assertThat(reply.header("www-authenticate")).isEqualTo("Bearer realm=\"copilot\"");
        assertThat(reply.body()).doesNotContain(TOKEN);
    }

    @Test
    void tokenOpensEveryRoute() {
        startWithToken();

        assertThat(service.send(service.request("/health").header("Authorization", "Bearer " + TOKEN))
                        .status())
                .isEqualTo(200);
        assertThat(service.send(service.request("/health").header("Authorization", "bearer   " + TOKEN))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void hostThatOthersCanReachNeedsAToken() {
        assertThatThrownBy(() -> CopilotService.builder(analyzer)
                        .host("0.0.0.0")
                        .port(0)
                        .dataDirectory(data)
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The host 0.0.0.0 can be reached by others: set a token, or use 127.0.0.1");
    }

    @Test
    void shortTokensAreRefusedAndNotRepeated() {
        assertThatThrownBy(() -> CopilotService.builder(analyzer).token("hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 to 1000")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void pagesOfOtherSitesAreRefusedEvenWithoutAToken() {
        start();

        for (String origin :
                List.of("https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example")) {
            Reply reply = service.send(service.request("/analyze-batch")
                    .header("Origin", origin)
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofString("ticket_id,message\nT,x\n")));
            assertThat(reply.status()).as(origin).isEqualTo(403);
        }
        assertThat(service.send(service.request("/health").header("Sec-Fetch-Site", "cross-site"))
                        .status())
                .isEqualTo(403);
        assertThat(service.send(service.request("/health")
                                .header("Origin", service.url().toString())
                                .header("Sec-Fetch-Site", "same-origin"))
                        .status())
                .isEqualTo(200);
        assertThat(analyzer.tickets()).isEmpty();
    }

    @Test
    void noAnswerAllowsOtherOrigins() {
        start();

        Reply reply = service.send(service.request("/analyze-ticket")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.response().headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void foreignNamesForThisMachineAreRefused() throws IOException {
        start();

        assertThat(raw("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(raw("GET /health HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void everyAnswerForbidsWhatABrowserNeedNotDo() {
        start();

        for (String path : List.of("/health", "/nothing", "/metrics", "/openapi.json")) {
            Reply reply = service.get(path);
            assertThat(reply.header("content-security-policy"))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(reply.header("cache-control")).isEqualTo("no-store");
            assertThat(reply.header("server")).isEmpty();
        }
    }

    @Test
    void brokenRequestLinesAreAnsweredLikeEverythingElse() throws IOException {
        start();

        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(raw("GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("application/problem+json");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.url().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}

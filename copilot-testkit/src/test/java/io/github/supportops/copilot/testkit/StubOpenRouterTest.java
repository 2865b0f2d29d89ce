package io.github.supportops.copilot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StubOpenRouterTest {
    private static final String CHAT = "{\"model\":\"some/model\",\"models\":[\"other/model\"],\"messages\":["
            + "{\"role\":\"system\",\"content\":\"Triage.\"},"
            + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"It is down.\"}]}],"
            + "\"response_format\":{\"type\":\"json_schema\"}}";

    private final StubOpenRouter stub = StubOpenRouter.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void answerIsACompletionOfTheModelThatWasAsked() throws Exception {
        stub.reply(StubReply.answer(Samples.analysis("Hello")).cost("0.00012"));

        HttpResponse<String> response = send();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"id\":\"gen-1\"", "\"model\":\"some/model\"", "\"finish_reason\":\"stop\"")
                .contains("{\\\"intent\\\":\\\"technical_issue\\\",\\\"urgency\\\":\\\"high\\\"")
                .contains("\\\"escalation_required\\\":true", "\\\"suggested_response\\\":\\\"Hello\\\"}")
                .contains(
                        "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120,\"cost\":0.00012}");
    }

    @Test
    void requestIsRecordedInParts() throws Exception {
        stub.otherwise(StubReply.text("x"));

        send();

        StubRequest request = stub.requests().get(0);
        assertThat(request.number()).isEqualTo(1);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/api/v1/chat/completions");
        assertThat(request.header("AUTHORIZATION")).contains("Bearer secret");
        assertThat(request.model()).isEqualTo("some/model");
        assertThat(request.models()).containsExactly("other/model");
        assertThat(request.messages())
                .containsExactly(
                        new StubRequest.Message("system", "Triage."), new StubRequest.Message("user", "It is down."));
        assertThat(request.conversation()).isEqualTo("Triage.\nIt is down.");
        assertThat(request.text("/response_format/type")).contains("json_schema");
        assertThat(request.has("/tools")).isFalse();
        assertThat(request.body()).isEqualTo(CHAT);
        assertThat(request.toString()).doesNotContain("It is down.").doesNotContain("secret");
    }

    @Test
    void scriptIsFollowedInOrderAndItsEndIsSaid() throws Exception {
        stub.reply(StubReply.error(429).retryAfter(Duration.ofMillis(1_500)), StubReply.errorInsideOk(502, "upstream"));

        HttpResponse<String> limited = send();
        HttpResponse<String> inside = send();
        HttpResponse<String> beyond = send();

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("2");
        assertThat(inside.statusCode()).isEqualTo(200);
        assertThat(inside.body()).isEqualTo("{\"error\":{\"code\":502,\"message\":\"upstream\"}}");
        assertThat(beyond.statusCode()).isEqualTo(500);
        assertThat(beyond.body()).contains("no reply for request 3");
    }

    @Test
    void functionRepliesToWhatWasAsked() throws Exception {
        stub.otherwise(
                request -> StubReply.text(request.messages().get(1).content()).model("answering/model"));

        assertThat(send().body()).contains("\"content\":\"It is down.\"", "\"model\":\"answering/model\"");
    }

    @Test
    void otherFormsOfAnAnswerAreWrittenAsProvidersDo() throws Exception {
        stub.reply(
                StubReply.toolCall("{}"),
                StubReply.refusal("I cannot"),
                StubReply.truncated("{\"intent\":"),
                StubReply.body("<html>"));

        assertThat(send().body()).contains("\"content\":null,\"tool_calls\":[{", "\"arguments\":\"{}\"");
        assertThat(send().body()).contains("\"content\":null,\"refusal\":\"I cannot\"");
        assertThat(send().body()).contains("\"finish_reason\":\"length\"");
        assertThat(send().body()).isEqualTo("<html>");
    }

    @Test
    void latencyDelaysTheReply() throws Exception {
        stub.reply(StubReply.text("x").after(Duration.ofMillis(120)));
        long start = System.nanoTime();

        send();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void tricklingBodyArrivesByteByByte() throws Exception {
        stub.reply(StubReply.body("0123456789").trickling(Duration.ofMillis(5)));
        long start = System.nanoTime();

        assertThat(send().body()).isEqualTo("0123456789");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void stallBeforeHeadersSendsNothing() throws Exception {
        stub.reply(StubReply.stallBeforeHeaders());

        CompletableFuture<HttpResponse<InputStream>> response =
                client.sendAsync(request(), BodyHandlers.ofInputStream());
        stub.awaitRequests(1, Duration.ofSeconds(10));

        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> response.get(200, TimeUnit.MILLISECONDS));
    }

    @Test
    void stallAfterHeadersSendsHeadersAndNoBody() throws Exception {
        stub.reply(StubReply.stallAfterHeaders());

        HttpResponse<InputStream> response = client.send(request(), BodyHandlers.ofInputStream());

        assertThat(response.statusCode()).isEqualTo(200);
        CompletableFuture<byte[]> body = reading(response.body());
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> body.get(200, TimeUnit.MILLISECONDS));
    }

    @Test
    void stallInBodySendsHalfAnAnswer() throws Exception {
        stub.reply(StubReply.stallInBody());

        HttpResponse<InputStream> response = client.send(request(), BodyHandlers.ofInputStream());

        assertThat(new String(response.body().readNBytes(10), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"gen");
        CompletableFuture<byte[]> rest = reading(response.body());
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> rest.get(200, TimeUnit.MILLISECONDS));
    }

    @Test
    void disconnectsAreSeenAsBrokenConnections() {
        stub.reply(StubReply.disconnectInBody());
        assertThatIOException().isThrownBy(this::send);

        stub.otherwise(StubReply.disconnectBeforeHeaders());
        assertThatIOException().isThrownBy(this::send);
    }

    @Test
    void closingTheStubEndsStalledReplies() throws Exception {
        stub.reply(StubReply.stallAfterHeaders());
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request(), BodyHandlers.ofString());
        stub.awaitRequests(1, Duration.ofSeconds(10));

        stub.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> response.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void concurrencyIsCounted() {
        stub.otherwise(StubReply.text("x").after(Duration.ofMillis(300)));

        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        for (int call = 0; call < 8; call++) {
            responses.add(client.sendAsync(request(), BodyHandlers.ofString()));
        }
        responses.forEach(CompletableFuture::join);

        assertThat(stub.peakConcurrency()).isBetween(2, 8);
        assertThat(stub.requestCount()).isEqualTo(8);
    }

    @Test
    void missingRequestsAreCountedInTheFailure() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> stub.awaitRequests(1, Duration.ofMillis(20)))
                .withMessage("Expected 1 requests within PT0.02S, but 0 came");
    }

    @Test
    void onlyACompletionHasUsage() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StubReply.error(500).usage(1, 1))
                .withMessageContaining("Only a completion");
    }

    private HttpResponse<String> send() throws IOException, InterruptedException {
        return client.send(request(), BodyHandlers.ofString());
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create(stub.baseUrl() + "/chat/completions"))
                .header("Authorization", "Bearer secret")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                .build();
    }

    private static CompletableFuture<byte[]> reading(InputStream stream) {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                read.complete(stream.readAllBytes());
            } catch (IOException broken) {
                read.completeExceptionally(broken);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return read;
    }
}

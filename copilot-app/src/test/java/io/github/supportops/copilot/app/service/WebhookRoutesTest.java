package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.helpdesk.Checkpoints;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.helpdesk.SyncEvent;
import io.github.supportops.copilot.helpdesk.freshdesk.FreshdeskHelpdesk;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdeskBuilder;
import io.github.supportops.copilot.testkit.helpdesk.FakeWebhook;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WebhookRoutesTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    Path data;

    private final CountDownLatch triaged = new CountDownLatch(1);
    private final Checkpoints checkpoints = Checkpoints.inMemory();

    @Test
    void aWebhookIsAnsweredAtOnceAndItsTicketTriagedWithoutTheToken() throws Exception {
        try (FakeFreshdesk desk = FakeFreshdesk.builder().start();
                HelpdeskSync sync = sync(desk);
                RunningService service = service(sync)) {
            String id = desk.customerOpens("Outage", "Everything is down");
            FakeWebhook webhook = desk.webhook(id);

            long start = System.nanoTime();
            HttpResponse<String> answer = send(service, "/webhooks/freshdesk", webhook.headers(), webhook.body());
            long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(milliseconds)
                    .as("answered before the ticket was looked at")
                    .isLessThan(2_000);
            assertThat(triaged.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(desk.ticket(id).privateNotes()).hasSize(1);
        }
    }

    @Test
    void aForgedWebhookIsRefusedAndNothingIsRemembered() throws Exception {
        try (FakeFreshdesk desk = FakeFreshdesk.builder().start();
                HelpdeskSync sync = sync(desk);
                RunningService service = service(sync)) {
            String id = desk.customerOpens("Outage", "Everything is down");

            HttpResponse<String> answer = send(
                    service, "/webhooks/freshdesk", Map.of(), desk.webhook(id).body());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(checkpoints.startingWith("")).isEmpty();
        }
    }

    @Test
    void aSystemThatIsNotSetUpIsBehindTheGuardLikeEverythingElse() throws Exception {
        try (FakeFreshdesk desk = FakeFreshdesk.builder().start();
                HelpdeskSync sync = sync(desk);
                RunningService service = service(sync)) {
            assertThat(send(service, "/webhooks/zendesk", Map.of(), "{}").statusCode())
                    .isEqualTo(401);
            assertThat(send(service, "/webhooks/zendesk", Map.of("Authorization", "Bearer " + TOKEN), "{}")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(send(service, "/webhooks/freshdesk/", Map.of(), "{}").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        try (FakeFreshdesk desk = FakeFreshdesk.builder().start();
                HelpdeskSync sync = sync(desk);
                RunningService service = service(sync)) {
            assertThat(send(service, "/webhooks/freshdesk", Map.of(), " ".repeat(1_100_000))
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    private HelpdeskSync sync(FakeFreshdesk desk) {
        Helpdesk helpdesk = FreshdeskHelpdesk.builder()
                .baseUrl(desk.baseUrl().toString())
                .apiKey(FakeFreshdeskBuilder.API_KEY)
                .webhookSecret(FakeFreshdeskBuilder.WEBHOOK_SECRET)
                .build();
        return HelpdeskSync.builder(helpdesk, FakeTicketAnalyzer.create())
                .checkpoints(checkpoints)
                .listener(event -> {
                    if (event.kind() == SyncEvent.Kind.TRIAGED) {
                        triaged.countDown();
                    }
                })
                .build();
    }

    private RunningService service(HelpdeskSync sync) {
        return RunningService.of(
                FakeTicketAnalyzer.create(),
                data,
                builder -> builder.webhooks(sync).token(TOKEN));
    }

    private static HttpResponse<String> send(
            RunningService service, String path, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Type")) {
                request.header(name, value);
            }
        });
        return service.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

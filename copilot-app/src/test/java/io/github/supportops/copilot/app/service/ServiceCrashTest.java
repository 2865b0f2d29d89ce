package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed while files and decisions come in: what it has confirmed is there afterwards, once. The normal build
 * kills a few times; {@code -Dservice.kills=200} is the long run.
 */
@Timeout(7_200)
class ServiceCrashTest {
    private static final int KILLS = Integer.getInteger("service.kills", 3);
    private static final int KILLS_BETWEEN_CHECKS = 10;
    private static final int ROWS = 25;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Set<String> jobs = new HashSet<>();
    private final Set<String> decided = new HashSet<>();
    private int files;

    @TempDir
    Path data;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whatWasConfirmedSurvivesKillsOnSqlite() throws Exception {
        killAndCheck("jdbc:sqlite:" + data.resolve("copilot.db"));
    }

    @Test
    void whatWasConfirmedSurvivesKillsOnPostgres() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                // Programs are killed here and the machine is not, so the disk need not be waited for.
                .setServerConfig("fsync", "off")
                .start()) {
            killAndCheck("jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres");
        }
    }

    private void killAndCheck(String database) throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            try (KilledService service = KilledService.start(data, database)) {
                work(service);
            }
            if (kill == KILLS || kill % KILLS_BETWEEN_CHECKS == 0) {
                try (KilledService service = KilledService.start(data, database)) {
                    assertNothingIsLostOrDoubled(service.url());
                }
            }
        }
        assertThat(decided).as("seed %d", seed).isNotEmpty();
    }

    /** Sends files and decisions, several at a time, and kills the service in the middle of it. */
    private void work(KilledService service) throws Exception {
        List<CompletableFuture<Boolean>> underWay = new ArrayList<>();
        List<String> pending = pending(service.url());
        int most = 4 + random.nextInt(12);
        for (int number = 0; number < most; number++) {
            underWay.add(upload(service.url()));
            if (number < pending.size()) {
                underWay.add(decide(service.url(), pending.get(number)));
            }
            if (random.nextInt(3) > 0) {
                underWay.get(random.nextInt(underWay.size())).join();
            }
        }
        service.kill();
        underWay.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Boolean> upload(URI service) {
        int file = files++;
        String csv = "ticket_id,message\n"
                + IntStream.range(0, ROWS)
                        .mapToObj(row -> "T-" + file + "-" + row + ",Broken " + file + "-" + row + "\n")
                        .collect(Collectors.joining());
        return send(service, "/analyze-batch?async=true", "text/csv", csv)
                .handle((reply, killed) -> killed == null
                        && reply.statusCode() == 202
                        && note(jobs, Json.tree(reply.body()).path("id").asText()));
    }

    private CompletableFuture<Boolean> decide(URI service, String review) {
        return send(
                        service,
                        "/reviews/" + review + "/decision",
                        "application/json",
                        "{\"decision\":\"approve\",\"by\":\"ana\",\"version\":1}")
                .handle((reply, killed) -> killed == null && reply.statusCode() == 200 && note(decided, review));
    }

    private static boolean note(Set<String> confirmed, String id) {
        synchronized (confirmed) {
            return confirmed.add(id);
        }
    }

    private void assertNothingIsLostOrDoubled(URI service) throws Exception {
        for (String job : jobs) {
            JsonNode end = awaitEnd(service, job);
            assertThat(end.path("state").asText())
                    .as("seed %d, job %s", seed, job)
                    .isEqualTo("completed");
            assertThat(end.path("failed").asInt()).isZero();
            List<String> rows = get(service, "/jobs/" + job + "/result")
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",")[0])
                    .toList();
            assertThat(rows).as("seed %d", seed).hasSize(ROWS).doesNotHaveDuplicates();
            for (String ticket : rows) {
                assertThat(Json.tree(get(service, "/reviews?ticket_id=" + ticket))
                                .path("reviews"))
                        .as("seed %d: reviews of %s", seed, ticket)
                        .hasSize(1);
            }
            delete(service, job);
        }
        jobs.clear();
        List<String> feedback = get(service, "/feedback")
                .lines()
                .map(line -> Json.tree(line).path("id").asText())
                // An entry is named after its review and the moment of the decision.
                .map(id -> id.substring(0, id.indexOf('-')))
                .toList();
        assertThat(feedback).as("seed %d", seed).doesNotHaveDuplicates().containsAll(decided);
        assertThat(new TreeSet<>(feedback)).isEqualTo(reviews(service, "approved"));
    }

    private JsonNode awaitEnd(URI service, String job) throws Exception {
        JsonNode facts = Json.tree(get(service, "/jobs/" + job));
        while (List.of("queued", "running").contains(facts.path("state").asText())) {
            facts = Json.tree(get(service, "/jobs/" + job));
        }
        return facts;
    }

    private List<String> pending(URI service) throws Exception {
        List<String> ids = new ArrayList<>();
        Json.tree(get(service, "/reviews?state=pending&limit=20"))
                .path("reviews")
                .forEach(review -> ids.add(review.path("id").asText()));
        return ids;
    }

    private Set<String> reviews(URI service, String state) throws Exception {
        Set<String> ids = new TreeSet<>();
        String after = "";
        while (after != null) {
            JsonNode page = Json.tree(get(service, "/reviews?limit=500&state=" + state + after));
            page.path("reviews").forEach(review -> ids.add(review.path("id").asText()));
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asText();
        }
        return ids;
    }

    private CompletableFuture<HttpResponse<String>> send(URI service, String path, String type, String body) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(service + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String get(URI service, String path) throws Exception {
        HttpResponse<String> reply =
                client.send(HttpRequest.newBuilder(URI.create(service + path)).build(), BodyHandlers.ofString());
        assertThat(reply.statusCode()).as("seed %d, GET %s", seed, path).isEqualTo(200);
        return reply.body();
    }

    private void delete(URI service, String job) throws Exception {
        client.send(
                HttpRequest.newBuilder(URI.create(service + "/jobs/" + job))
                        .DELETE()
                        .build(),
                BodyHandlers.discarding());
    }
}

package io.github.supportops.copilot.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.TicketAnalyzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A service on a free port with a client in front of it. */
final class RunningService implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final CopilotService service;

    private RunningService(CopilotService service) {
        this.service = service;
    }

    static RunningService of(TicketAnalyzer analyzer, Path data) {
        return of(analyzer, data, builder -> builder);
    }

    static RunningService of(TicketAnalyzer analyzer, Path data, UnaryOperator<CopilotServiceBuilder> change) {
        CopilotServiceBuilder builder =
                CopilotService.builder(analyzer).port(0).dataDirectory(data).stopTimeout(Duration.ofSeconds(5));
        return new RunningService(change.apply(builder).start());
    }

    URI url() {
        return service.url();
    }

    HttpClient client() {
        return client;
    }

    /** {@return every method and path that is served, pages aside} */
    Set<String> routes(Set<String> pages) {
        return service.server().unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> !endpoint.path.equals("*") && !pages.contains(endpoint.path))
                .map(endpoint -> endpoint.method.name().toLowerCase(Locale.ROOT) + " " + endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path)).timeout(Duration.ofSeconds(30));
    }

    Reply get(String path) {
        return send(request(path));
    }

    Reply delete(String path) {
        return send(request(path).DELETE());
    }

    Reply post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    Reply postJson(String path, String body) {
        return post(path, "application/json", body);
    }

    Reply send(HttpRequest.Builder request) {
        return send(request.build());
    }

    Reply send(HttpRequest request) {
        try {
            return new Reply(client.send(request, BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        service.close();
        threads.shutdownNow();
    }

    /** An answer, with the parts tests look at. */
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return Json.tree(response.body());
        }

        /** The last part of the problem's type, which is what clients decide by. */
        String problem() {
            return header("content-type").equals("application/problem+json")
                    ? json().path("type").asText().replace("urn:copilot:problem:", "")
                    : "no problem: " + status();
        }
    }
}

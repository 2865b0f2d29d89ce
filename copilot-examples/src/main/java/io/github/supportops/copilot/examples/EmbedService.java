package io.github.supportops.copilot.examples;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.app.service.CopilotService;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;
import io.github.supportops.copilot.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How do I serve the HTTP interface from my own program? Starts it on a free port, asks it about one ticket and stops:
 * {@code -Dexample=EmbedService}. With a folder as its argument, reviews and jobs are kept there.
 */
public final class EmbedService {
    private EmbedService() {}

    /** Serves, asks, and stops. */
    public static void main(String[] arguments) {
        try {
            Path data = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("copilot");
            try (Store store = Store.open(Files.createDirectories(data).resolve("copilot.db"));
                    TicketAnalyzer analyzer = LocalTicketAnalyzer.create();
                    CopilotService service = CopilotService.builder(analyzer)
                            .port(0)
                            .dataDirectory(data)
                            .reviews(store.reviews())
                            .start()) {
                System.out.println("Serving at " + service.url());
                System.out.println(
                        ask(service.url(), "{\"ticket_id\":\"TCK-001\",\"message\":\"You charged us twice.\"}"));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What any client does, in any language. */
    private static String ask(URI service, String ticket) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/analyze-ticket"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ticket))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}

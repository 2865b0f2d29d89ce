package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQueue;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;

/**
 * The HTTP service around an analyzer: {@code POST /analyze-ticket}, {@code POST /analyze-batch}, jobs, reviews, feedback,
 * metrics, documentation at {@code /docs} and the review desk at {@code /}. Results a person should look at are put into
 * the review queue before they are answered.
 *
 * <pre>{@code
 * try (CopilotService service = CopilotService.builder(analyzer).port(8000).start()) {
 *     System.out.println(service.url());
 *     ...
 * }
 * }</pre>
 *
 * <p>Thread-safe. It closes neither the analyzer nor the review queue: close those after it.
 */
public final class CopilotService implements AutoCloseable {
    private final Javalin server;
    private final ServiceContext context;
    private boolean closed;

    private CopilotService(Javalin server, ServiceContext context) {
        this.server = server;
        this.context = context;
    }

    /** {@return a builder; its defaults are listed there} */
    public static CopilotServiceBuilder builder(TicketAnalyzer analyzer) {
        return new CopilotServiceBuilder(analyzer);
    }

    static CopilotService start(
            TicketAnalyzer analyzer, ReviewQueue reviews, ReviewPolicy policy, ServiceSettings settings) {
        ServiceContext context = ServiceContext.create(analyzer, reviews, policy, settings);
        try {
            Files.createDirectories(settings.dataDirectory());
            Javalin server = WebServer.start(context);
            context.jobs().resume();
            context.sweeper().start();
            return new CopilotService(server, context);
        } catch (IOException unusable) {
            context.close();
            throw new UncheckedIOException(
                    "The data directory " + settings.dataDirectory() + " cannot be used", unusable);
        } catch (RuntimeException failed) {
            context.close();
            throw failed;
        }
    }

    Javalin server() {
        return server;
    }

    /** {@return where it listens, for example {@code http://127.0.0.1:8000}} */
    public URI url() {
        String host = context.settings().host();
        return URI.create("http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":"
                + server.port());
    }

    /**
     * Takes no more requests, lets those under way and the tickets under way in jobs end within the time to stop, and
     * leaves what remains of the jobs to their journals. Calling it again does nothing.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            context.jobs().close();
            server.stop();
            context.close();
        }
    }

    @Override
    public String toString() {
        return "CopilotService[" + url() + "]";
    }
}

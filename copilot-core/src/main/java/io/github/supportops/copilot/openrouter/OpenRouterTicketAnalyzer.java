package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.TicketMessage;
import io.github.supportops.copilot.prompt.Prompt;
import io.github.supportops.copilot.prompt.PromptRequest;
import io.github.supportops.copilot.prompt.PromptTemplate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Asks a model through OpenRouter or any other OpenAI-compatible server, and answers only with what passed validation.
 *
 * <pre>{@code
 * TicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder()
 *         .apiKey(System.getenv("OPENROUTER_API_KEY"))
 *         .model("openai/gpt-4o-mini")
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe; build one and share it, then close it. No thread waits for an answer. What you attach to a returned
 * future runs on this analyzer's few threads, or on yours when the answer is there already, unless you pass an executor of your own, so do not block there.
 */
public final class OpenRouterTicketAnalyzer implements TicketAnalyzer {
    private final Engine engine;
    private final PromptTemplate template;
    private final Supplier<String> marker;
    private final int maxTicketCharacters;
    private final String name;
    private final Runnable release;
    private final Set<AnalysisFuture> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenRouterTicketAnalyzer(
            Engine engine,
            PromptTemplate template,
            Supplier<String> marker,
            int maxTicketCharacters,
            String name,
            Runnable release) {
        this.engine = engine;
        this.template = template;
        this.marker = marker;
        this.maxTicketCharacters = maxTicketCharacters;
        this.name = name;
        this.release = release;
    }

    /** {@return a builder; the defaults are listed there} */
    public static OpenRouterTicketAnalyzerBuilder builder() {
        return new OpenRouterTicketAnalyzerBuilder();
    }

    @Override
    public CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        Objects.requireNonNull(ticket, "ticket");
        if (closed.get()) {
            return CompletableFuture.failedFuture(new SetupException(FailureKind.CLOSED, "The analyzer is closed"));
        }
        long characters = characters(ticket);
        if (characters > maxTicketCharacters) {
            return CompletableFuture.failedFuture(new InvalidTicketException(
                    FailureKind.TICKET_TOO_LONG,
                    "The ticket has " + characters + " characters, more than maxTicketCharacters = "
                            + maxTicketCharacters,
                    null,
                    List.of(),
                    null));
        }
        AnalysisFuture future = new AnalysisFuture();
        AnalysisRun run = new AnalysisRun(engine, ticket, prompt(ticket), future);
        future.belongsTo(run);
        running.add(future);
        future.whenComplete((result, failure) -> {
            running.remove(future);
            run.cancelled();
        });
        if (closed.get()) {
            future.cancel(true);
        } else {
            run.start();
        }
        return future;
    }

    int callsInFlight() {
        return engine.limiter().inUse();
    }

    private Prompt prompt(Ticket ticket) {
        return template.render(new PromptRequest(ticket, engine.schema(), marker.get()));
    }

    private static long characters(Ticket ticket) {
        long characters = ticket.message().length();
        characters += ticket.subject().orElse("").length();
        for (TicketMessage message : ticket.thread()) {
            characters += message.text().length();
        }
        return characters;
    }

    /**
     * Cancels what is running and releases connections and threads. Returns at once. Before JDK 21 idle connections and
     * the HTTP client's one thread go with the next garbage collection.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            running.forEach(future -> future.cancel(true));
            release.run();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

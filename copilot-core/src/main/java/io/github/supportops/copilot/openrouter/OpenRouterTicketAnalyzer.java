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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * future runs on this analyzer's few threads, or on yours when the answer is there already, unless you pass an executor of
 * your own, so do not block there.
 */
public final class OpenRouterTicketAnalyzer implements TicketAnalyzer {
    /** A longer ticket saves little by company, and is more easily mixed up with it. */
    private static final int LONGEST_GROUPED = 2_000;

    private final Engine engine;
    private final PromptTemplate template;
    private final Supplier<String> marker;
    private final int maxTicketCharacters;
    private final Optional<GroupCollector> grouping;
    private final String name;
    private final String variant;
    private final Runnable release;
    private final Set<AnalysisFuture> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenRouterTicketAnalyzer(
            Engine engine,
            PromptTemplate template,
            Supplier<String> marker,
            int maxTicketCharacters,
            int ticketsPerCall,
            String name,
            String variant,
            Runnable release) {
        this.engine = engine;
        this.template = template;
        this.marker = marker;
        this.maxTicketCharacters = maxTicketCharacters;
        this.grouping = ticketsPerCall > 1 ? Optional.of(new GroupCollector(engine, ticketsPerCall)) : Optional.empty();
        this.name = name;
        this.variant = variant;
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
        running.add(future);
        future.whenComplete((result, failure) -> running.remove(future));
        if (closed.get()) {
            future.cancel(true);
        } else if (grouping.isPresent() && characters <= LONGEST_GROUPED) {
            grouping.get().add(new GroupMember(Markers.shortId(), ticket, prompt(ticket), future));
        } else {
            alone(ticket, future);
        }
        return future;
    }

    private void alone(Ticket ticket, AnalysisFuture future) {
        AnalysisRun<AnalysisResult> run =
                new AnalysisRun<>(engine, new TicketInquiry(engine, ticket, prompt(ticket)), future);
        future.onCancel(run::cancelled);
        future.whenComplete((result, failure) -> run.cancelled());
        run.start();
    }

    Duration deadline() {
        return engine.limits().deadline();
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

    /** {@return models, hash of the prompt, version of the schema, tags and the settings of the sampling} */
    @Override
    public String variant() {
        return variant;
    }

    @Override
    public String toString() {
        return name;
    }
}

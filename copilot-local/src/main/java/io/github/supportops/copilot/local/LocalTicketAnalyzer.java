package io.github.supportops.copilot.local;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Analyses tickets on this machine: no network, no key, no cost, and always the same answer to the same ticket.
 *
 * <pre>{@code
 * try (TicketAnalyzer analyzer = LocalTicketAnalyzer.create()) {
 *     analyzer.analyze(Ticket.of("TCK-001", "Your update broke our invoice flow.")).analysis().intent();
 * }
 * }</pre>
 *
 * <p>It reads English. For any other language it says so in the explanation, asks for a review and reports low confidence.
 * The model, about 110 MB of heap, is loaded at the first ticket and shared by all analyzers of the JVM until the last one
 * is closed.
 *
 * <p>Thread-safe. Tickets are analysed on daemon threads of its own, at most one per core.
 */
public final class LocalTicketAnalyzer implements TicketAnalyzer {

    private final LocalRuntime runtime;
    private final int maxTicketCharacters;
    private final ThreadPoolExecutor threads;
    private final ModelLease lease;
    private final @Nullable Path heads;
    private final Map<Long, CompletableFuture<AnalysisResult>> running = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private volatile boolean closed;

    LocalTicketAnalyzer(LocalTicketAnalyzerBuilder builder) {
        this.runtime = builder.runtime;
        this.maxTicketCharacters = builder.maxTicketCharacters;
        this.heads = builder.heads;
        this.threads = WorkerThreads.start(builder.threads);
        this.lease = new ModelLease(new LocalModel.Kind(builder.runtime, builder.heads));
    }

    /** {@return an analyzer with the defaults of {@link #builder()}} */
    public static LocalTicketAnalyzer create() {
        return builder().build();
    }

    /** {@return a builder; the defaults are listed there} */
    public static LocalTicketAnalyzerBuilder builder() {
        return new LocalTicketAnalyzerBuilder();
    }

    @Override
    public CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        Objects.requireNonNull(ticket, "ticket");
        if (closed) {
            return CompletableFuture.failedFuture(closedFailure());
        }
        int characters =
                ticket.message().length() + ticket.subject().map(String::length).orElse(0);
        if (characters > maxTicketCharacters) {
            return CompletableFuture.failedFuture(new InvalidTicketException(
                    FailureKind.TICKET_TOO_LONG,
                    "The ticket has " + characters + " characters, more than maxTicketCharacters = "
                            + maxTicketCharacters,
                    null,
                    List.of(),
                    null));
        }
        CompletableFuture<AnalysisResult> future = new CompletableFuture<>();
        long key = number.incrementAndGet();
        running.put(key, future);
        future.whenComplete((result, failure) -> running.remove(key));
        threads.execute(() -> run(ticket, future));
        return future;
    }

    private void run(Ticket ticket, CompletableFuture<AnalysisResult> future) {
        if (future.isDone()) {
            return;
        }
        try {
            future.complete(new LocalAnalysis(lease.model(), ticket, future::isDone).result());
        } catch (ModelLease.ClosedException e) {
            future.completeExceptionally(closedFailure());
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
        }
    }

    private static SetupException closedFailure() {
        return new SetupException(FailureKind.CLOSED, "The analyzer is closed");
    }

    /** Cancels what is running or waiting and gives the model back. Returns at once. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            running.values().forEach(future -> future.cancel(true));
            threads.shutdown();
            lease.close();
        }
    }

    /** {@return the runtime, and a hash of the heads and word lists: another training is another variant} */
    @Override
    public String variant() {
        return "local(" + runtime.name().toLowerCase(Locale.ROOT) + ", " + LocalVariant.of(heads) + ")";
    }

    @Override
    public String toString() {
        return "local(" + runtime.name().toLowerCase(Locale.ROOT) + ")";
    }
}

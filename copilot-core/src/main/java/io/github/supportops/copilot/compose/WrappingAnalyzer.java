package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all wrappers have in common: they refuse a null ticket, close what they wrap and print how they are nested. */
abstract class WrappingAnalyzer implements TicketAnalyzer {
    private final String name;
    private final List<TicketAnalyzer> wrapped;

    WrappingAnalyzer(String name, List<TicketAnalyzer> wrapped) {
        this.name = name;
        this.wrapped = List.copyOf(wrapped);
    }

    @Override
    public final CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        Objects.requireNonNull(ticket, "ticket");
        Relay relay = new Relay();
        relay.guarded(() -> run(ticket, relay));
        return relay;
    }

    /** Runs the analysis and completes the relay, now or later. */
    abstract void run(Ticket ticket, Relay relay);

    final List<TicketAnalyzer> wrapped() {
        return wrapped;
    }

    /** Closes all of them, also when one fails; the first failure is thrown with the others attached. */
    @Override
    public final void close() {
        RuntimeException first = null;
        for (TicketAnalyzer analyzer : wrapped) {
            first = closed(analyzer, first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException closed(TicketAnalyzer analyzer, @Nullable RuntimeException earlier) {
        try {
            analyzer.close();
        } catch (RuntimeException failed) {
            if (earlier == null) {
                return failed;
            }
            earlier.addSuppressed(failed);
        }
        return earlier;
    }

    @Override
    public final String variant() {
        return name + wrapped.stream().map(TicketAnalyzer::variant).collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public final String toString() {
        return name + wrapped.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}

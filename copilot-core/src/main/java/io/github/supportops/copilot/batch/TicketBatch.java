package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Analyses any number of tickets with a bounded number under way, and hands over one outcome for each.
 *
 * <pre>{@code
 * TicketBatch batch = TicketBatch.builder(analyzer).concurrency(64).build();
 * BatchSummary summary = batch.run(tickets.iterator(), outcome -> outcome.result().ifPresent(this::save));
 * if (!summary.isComplete()) {
 *     summary.stoppedBy().ifPresent(failure -> log.error("The batch stopped early", failure));
 * }
 * }</pre>
 *
 * <p>The calling thread reads the tickets, starts the analyses and hands over the outcomes, so neither the source nor the
 * consumer needs to be thread-safe, and no thread is started. Tickets are read only as places become free: memory depends
 * on the window, never on the number of tickets.
 *
 * <p>A ticket's failure is its outcome and never stops the others. A ticket that was refused because there were too many
 * calls is put back and asked again, at the pace the provider allows, up to 20 times, but only twice while no ticket is
 * answered at all. A {@link SetupException} would hit every ticket, so it ends the run: no further ticket is sent, analyses under way end and are handed over, the tickets it hit stay without an
 * outcome, and {@link BatchSummary#stoppedBy()} says why. Look at {@link BatchSummary#isComplete()}.
 *
 * <p>Immutable and thread-safe, except that its stop signal ends one run at a time. It does not close the analyzer.
 */
public final class TicketBatch {
    private static final int MOST_PREFETCHED = 256;

    private final TicketAnalyzer analyzer;
    private final BatchSettings settings;

    private TicketBatch(Builder builder) {
        this.analyzer = builder.analyzer;
        this.settings = builder.settings();
    }

    /** {@return a builder; its defaults are listed there} */
    public static Builder builder(TicketAnalyzer analyzer) {
        return new Builder(analyzer);
    }

    /**
     * Analyses all tickets; returns when every one has its outcome or the run has ended early.
     *
     * @param consumer gets each outcome, called by this thread; what it throws ends the run and is thrown here
     * @return the counts, and why the run ended
     * @throws RuntimeException what the source or the consumer throws; outcomes that were finished before are handed over
     */
    public BatchSummary run(Iterator<Ticket> tickets, Consumer<? super TicketOutcome> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return run(tickets, Function.identity(), (ticket, outcome) -> consumer.accept(outcome));
    }

    /** Analyses all tickets of a stream, which is closed at the end; otherwise as {@link #run(Iterator, Consumer)}. */
    public BatchSummary run(Stream<Ticket> tickets, Consumer<? super TicketOutcome> consumer) {
        try (tickets) {
            return run(tickets.iterator(), consumer);
        }
    }

    /**
     * Analyses all tickets of a publisher; otherwise as {@link #run(Iterator, Consumer)}. It asks for as many tickets as fit
     * into the window and for more as they are worked off, so a publisher that is faster than the analyses waits. While it
     * is slower, outcomes are handed over all the same. When the run ends early the subscription is cancelled.
     *
     * @throws RuntimeException what the publisher fails with, an exception that is not unchecked as the cause of a {@link
     *     java.util.concurrent.CompletionException}; outcomes that were finished before are handed over
     */
    public BatchSummary run(Flow.Publisher<? extends Ticket> tickets, Consumer<? super TicketOutcome> consumer) {
        Objects.requireNonNull(tickets, "tickets");
        Objects.requireNonNull(consumer, "consumer");
        PublisherSource<Ticket> source = new PublisherSource<>(Math.min(MOST_PREFETCHED, settings.window()));
        tickets.subscribe(source);
        return new BatchRun<Ticket>(
                        analyzer, settings, source, Function.identity(), (ticket, outcome) -> consumer.accept(outcome))
                .run();
    }

    /**
     * Analyses entries of any kind and hands each back with its outcome, so that a caller can keep what a ticket does not
     * hold, such as the other columns of a row.
     *
     * @param ticketOf gives an entry's ticket; throws {@link InvalidTicketException} for an entry that has none, which
     *     becomes that entry's failure
     * @param consumer gets each entry with its outcome, called by this thread
     * @return the counts, and why the run ended
     * @throws RuntimeException what the source, the function or the consumer throws otherwise
     */
    public <E> BatchSummary run(
            Iterator<? extends E> entries,
            Function<? super E, Ticket> ticketOf,
            BiConsumer<? super E, ? super TicketOutcome> consumer) {
        Objects.requireNonNull(entries, "entries");
        Objects.requireNonNull(ticketOf, "ticketOf");
        Objects.requireNonNull(consumer, "consumer");
        return new BatchRun<E>(analyzer, settings, new IteratorSource<>(entries), ticketOf, consumer).run();
    }

    @Override
    public String toString() {
        return "TicketBatch[" + analyzer + ", concurrency=" + settings.concurrency() + "]";
    }

    /**
     * Builds a {@link TicketBatch}. Not thread-safe. Defaults:
     *
     * <ul>
     *   <li>concurrency: 8 analyses under way
     *   <li>window: 16 times the concurrency, and at least 1024 tickets
     *   <li>order: as the tickets came in
     *   <li>listener: silent
     *   <li>stop signal: none
     *   <li>pace: adaptive, without limits per minute
     *   <li>identical tickets: asked once, as long as they are among the last 10,000 different ones
     * </ul>
     */
    public static final class Builder {
        private final TicketAnalyzer analyzer;
        private int concurrency = 8;
        private int window;
        private OutcomeOrder order = OutcomeOrder.INPUT;
        private BatchListener listener = BatchListener.silent();
        private StopSignal stopSignal = new StopSignal();
        private BatchPace pace = BatchPace.builder().build();
        private int remembered = 10_000;

        private Builder(TicketAnalyzer analyzer) {
            this.analyzer = Objects.requireNonNull(analyzer, "analyzer");
        }

        /**
         * Sets how many analyses may be under way at most. Default: 8.
         *
         * @throws IllegalArgumentException if not between 1 and 100,000
         */
        public Builder concurrency(int ceiling) {
            if (ceiling < 1 || ceiling > 100_000) {
                throw new IllegalArgumentException("concurrency must be between 1 and 100000: " + ceiling);
            }
            this.concurrency = ceiling;
            return this;
        }

        /**
         * Sets how many tickets may lie between the oldest that is unfinished and the newest that was read. It bounds
         * memory, and how long a slow ticket is waited for before it holds up the rest. Default: 16 times the concurrency,
         * and at least 1024.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder window(int tickets) {
            if (tickets < 1) {
                throw new IllegalArgumentException("window must be at least 1: " + tickets);
            }
            this.window = tickets;
            return this;
        }

        /** Sets the order of the outcomes. Default: {@link OutcomeOrder#INPUT}. */
        public Builder order(OutcomeOrder wanted) {
            this.order = Objects.requireNonNull(wanted, "order");
            return this;
        }

        /** Sets who hears of the progress. Default: nobody. */
        public Builder listener(BatchListener progressListener) {
            this.listener = Objects.requireNonNull(progressListener, "listener");
            return this;
        }

        /** Sets the signal that ends a run from another thread. Default: none; interrupting the thread also ends it. */
        public Builder stopSignal(StopSignal signal) {
            this.stopSignal = Objects.requireNonNull(signal, "stopSignal");
            return this;
        }

        /** Sets how fast it sends. Default: adaptive, without limits per minute. */
        public Builder pace(BatchPace wanted) {
            this.pace = Objects.requireNonNull(wanted, "pace");
            return this;
        }

        /**
         * Sets how many different results are remembered, so that a ticket with the same content takes one of them instead of
         * being asked again. It bounds memory; for
         * more, wrap the analyzer with a {@link io.github.supportops.copilot.cache.ResultCache}. 0 asks every ticket. Default: 10,000.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder rememberedResults(int most) {
            if (most < 0) {
                throw new IllegalArgumentException("rememberedResults must not be negative: " + most);
            }
            this.remembered = most;
            return this;
        }

        /** {@return the batch} */
        public TicketBatch build() {
            return new TicketBatch(this);
        }

        private BatchSettings settings() {
            int bounded = window > 0 ? window : Math.max(1_024, 16 * concurrency);
            return new BatchSettings(concurrency, bounded, order, listener, stopSignal, pace, remembered);
        }
    }
}

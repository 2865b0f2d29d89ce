package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.BatchSummary;
import io.github.supportops.copilot.batch.TicketBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs an analyzer over labelled tickets and scores it. Immutable and thread-safe; the analyzer is not closed.
 *
 * <pre>{@code
 * EvaluationReport report = Evaluation.builder(analyzer).build().run(LabelledTickets.read(Path.of("gold.csv")));
 * report.field(AnalysisField.INTENT).orElseThrow().accuracy();   // 0.883 [0.861, 0.904]
 * }</pre>
 */
public final class Evaluation {
    private final TicketAnalyzer analyzer;
    private final String name;
    private final int concurrency;
    private final int resamples;
    private final long seed;

    private Evaluation(Builder builder) {
        this.analyzer = builder.analyzer;
        this.name = builder.name == null ? builder.analyzer.toString() : builder.name;
        this.concurrency = builder.concurrency;
        this.resamples = builder.resamples;
        this.seed = builder.seed;
    }

    /**
     * A builder with these defaults: named after the analyzer's {@code toString()}, 4 tickets at a time, 1,000 resamples
     * with seed 1.
     */
    public static Builder builder(TicketAnalyzer analyzer) {
        return new Builder(analyzer);
    }

    /**
     * Analyses every ticket and scores the answers. A ticket without an answer counts as wrong in every label it has.
     *
     * @throws IllegalArgumentException if there is no ticket, or a label says what a value is not in different ways
     * @throws SetupException if the setup is wrong, since that would fail every ticket
     * @throws CancellationException if the thread was interrupted; its flag stays set and calls under way are cancelled
     */
    public EvaluationReport run(List<LabelledTicket> tickets) {
        if (tickets.isEmpty()) {
            throw new IllegalArgumentException("There are no labelled tickets to evaluate with");
        }
        return EvaluationReport.of(name, scored(tickets), new Bootstrap(resamples, seed));
    }

    private List<ScoredTicket> scored(List<LabelledTicket> tickets) {
        List<ScoredTicket> scored = new ArrayList<>();
        BatchSummary summary = TicketBatch.builder(analyzer)
                .concurrency(concurrency)
                // Every labelled ticket is measured, also one that reads like another.
                .rememberedResults(0)
                .build()
                .run(
                        tickets.iterator(),
                        LabelledTicket::ticket,
                        (labelled, outcome) -> scored.add(ScoredTicket.of(labelled, outcome)));
        if (summary.stoppedBy().isPresent()) {
            throw summary.stoppedBy().get();
        }
        if (!summary.isComplete()) {
            throw new CancellationException("The evaluation was interrupted");
        }
        return scored;
    }

    @Override
    public String toString() {
        return "Evaluation[" + name + ", concurrency=" + concurrency + ", resamples=" + resamples + ", seed=" + seed
                + "]";
    }

    /** Builds an {@link Evaluation}. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_CONCURRENT = 256;
        private static final int MOST_RESAMPLES = 100_000;

        private final TicketAnalyzer analyzer;
        private @Nullable String name;
        private int concurrency = 4;
        private int resamples = 1_000;
        private long seed = 1;

        private Builder(TicketAnalyzer analyzer) {
            this.analyzer = Objects.requireNonNull(analyzer, "analyzer");
        }

        /** Sets the name that reports show. Default: the analyzer's {@code toString()}. */
        public Builder name(String shown) {
            this.name = Objects.requireNonNull(shown, "name");
            return this;
        }

        /** Sets how many tickets are under way at once. Default: 4. @throws IllegalArgumentException outside 1 to 256 */
        public Builder concurrency(int tickets) {
            this.concurrency = within(tickets, 1, MOST_CONCURRENT, "concurrency");
            return this;
        }

        /**
         * Sets how often tickets are drawn anew for the confidence intervals. Default: 1,000.
         *
         * @throws IllegalArgumentException outside 100 to 100,000
         */
        public Builder resamples(int times) {
            this.resamples = within(times, 100, MOST_RESAMPLES, "resamples");
            return this;
        }

        /** Sets the seed of the drawing; the same seed gives the same intervals. Default: 1. */
        public Builder seed(long start) {
            this.seed = start;
            return this;
        }

        /** {@return the evaluation; the builder may be used again} */
        public Evaluation build() {
            return new Evaluation(this);
        }

        private static int within(int value, int least, int most, String name) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " must be within " + least + " and " + most + ": " + value);
            }
            return value;
        }
    }
}

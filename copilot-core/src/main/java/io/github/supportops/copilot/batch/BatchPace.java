package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.ProviderUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast one batch sends: concurrency starts with 8, grows while all is well and shrinks when the provider is overloaded; a refusal for
 * too many calls pauses the whole batch for as long as the provider asks and lowers the rate; calls and tokens stay under
 * the user's limits per minute.
 *
 * <p>A batch learns from the ledger of every outcome. It learns sooner, and also from retries, when the analyzer tells the
 * pace of each call:
 *
 * <pre>{@code
 * BatchPace pace = BatchPace.builder().requestsPerMinute(3_000).build();
 * TicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder().listener(pace).build();
 * TicketBatch batch = TicketBatch.builder(analyzer).concurrency(256).pace(pace).build();
 * }</pre>
 *
 * <p>Thread-safe. A pace belongs to one batch and remembers what it learned between runs.
 */
public final class BatchPace implements AnalysisListener {
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    private final LongSupplier clock;
    private final CallRate rate;
    private final TokenRate tokens;
    private ConcurrencyLimit concurrency = new ConcurrencyLimit(1);
    private long roundTripNanos;
    private int underWay;
    private boolean toldOfCalls;

    private BatchPace(Builder builder) {
        this.clock = builder.clock;
        long now = clock.getAsLong();
        this.rate = new CallRate(builder.requestsPerMinute / 60, now);
        this.tokens = new TokenRate(builder.tokensPerMinute, now);
    }

    /** {@return a builder; no limit per minute by default} */
    public static Builder builder() {
        return new Builder();
    }

    synchronized void useCeiling(int ceiling) {
        concurrency = new ConcurrencyLimit(ceiling);
        underWay = 0;
    }

    synchronized int concurrency() {
        return concurrency.current();
    }

    /** {@return how long to wait before the next ticket is sent, 0 for not at all} */
    synchronized long waitNanos() {
        long now = clock.getAsLong();
        return Math.max(rate.waitNanos(now), tokens.waitNanos(now));
    }

    synchronized void ticketSent() {
        underWay++;
        if (!toldOfCalls) {
            callSent();
        }
    }

    /** A ticket's analysis ended; its ledger says how, unless every call was told of already. */
    synchronized void ticketEnded(List<Attempt> attempts, @Nullable AnalysisException failure, Duration took) {
        if (!toldOfCalls) {
            learn(attempts, failure, took);
        }
        underWay--;
    }

    private void learn(List<Attempt> attempts, @Nullable AnalysisException failure, Duration took) {
        roundTripNanos = Math.max(1, took.toNanos());
        attempts.forEach(this::callEnded);
        if (attempts.isEmpty() && failure == null) {
            callWentWell(took, 1);
        } else if (attempts.isEmpty() && failure instanceof ProviderUnavailableException unavailable) {
            callEnded(failure.kind(), unavailable.retryAfter().orElse(DEFAULT_PAUSE), took, 0, 1);
        }
    }

    @Override
    public synchronized void attemptStarted(String ticketId, String model, int number) {
        toldOfCalls = true;
        callSent();
    }

    @Override
    public synchronized void attemptFinished(String ticketId, Attempt attempt) {
        toldOfCalls = true;
        roundTripNanos = Math.max(1, attempt.duration().toNanos());
        callEnded(attempt);
    }

    private void callSent() {
        rate.sent(clock.getAsLong(), concurrency.pacePerSecond(roundTripNanos));
        tokens.sent();
    }

    private void callEnded(Attempt attempt) {
        if (attempt.failure().isPresent()) {
            callEnded(
                    attempt.failure().get(),
                    attempt.retryAfter().orElse(DEFAULT_PAUSE),
                    attempt.duration(),
                    attempt.usage().totalTokens(),
                    attempt.sharedBy());
        } else {
            tokens.ended(attempt.usage().totalTokens());
            if (attempt.outcome() != AttemptOutcome.CANCELLED) {
                callWentWell(attempt.duration(), attempt.sharedBy());
            }
        }
    }

    private void callEnded(FailureKind failure, Duration retryAfter, Duration took, long tokensUsed, int tickets) {
        tokens.ended(tokensUsed);
        long now = clock.getAsLong();
        switch (failure) {
            case RATE_LIMITED ->
                rate.refused(now, took.toNanos(), retryAfter.toNanos(), underWay * 1e9 / Math.max(1, roundTripNanos));
            case PROVIDER_ERROR, CONNECTION, DEADLINE -> concurrency.overloaded(now);
            case QUOTA_EXHAUSTED, CIRCUIT_OPEN, BUSY, CLOSED, BUDGET -> {
                // Nothing was asked, or asking more slowly would not help.
            }
            default -> callWentWell(took, tickets);
        }
    }

    private void callWentWell(Duration took, int tickets) {
        rate.accepted(clock.getAsLong(), took.toNanos());
        concurrency.succeeded(tickets, underWay);
    }

    @Override
    public String toString() {
        return "BatchPace[concurrency=" + concurrency() + "]";
    }

    /** Builds a {@link BatchPace}. Not thread-safe. Defaults: no limits per minute. */
    public static final class Builder {
        private LongSupplier clock = System::nanoTime;
        private double requestsPerMinute = Double.POSITIVE_INFINITY;
        private double tokensPerMinute = Double.POSITIVE_INFINITY;

        private Builder() {}

        /** Sets the most calls a minute; they are spread evenly. Default: no limit. @throws IllegalArgumentException if below 1 */
        public Builder requestsPerMinute(int most) {
            this.requestsPerMinute = requirePositive(most, "requestsPerMinute");
            return this;
        }

        /** Sets about the most tokens a minute, sent and received. Default: no limit. @throws IllegalArgumentException if below 1 */
        public Builder tokensPerMinute(int most) {
            this.tokensPerMinute = requirePositive(most, "tokensPerMinute");
            return this;
        }

        Builder clock(LongSupplier nanoTime) {
            this.clock = nanoTime;
            return this;
        }

        /** {@return the pace} */
        public BatchPace build() {
            return new BatchPace(this);
        }

        private static int requirePositive(int value, String name) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1: " + value);
            }
            return value;
        }
    }
}

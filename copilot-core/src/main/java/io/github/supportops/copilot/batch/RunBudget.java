package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.CallBudget;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit in calls, in money, or both, that is never passed: before each call its worst case is reserved, afterwards that
 * is replaced by what the call really cost. A call that may have been billed without saying so keeps its worst case. Hand
 * the same budget to the analyzer, which asks it, and read it afterwards:
 *
 * <pre>{@code
 * RunBudget budget = RunBudget.builder()
 *         .maxCostUsd(new BigDecimal("5"))
 *         .price("openai/gpt-4o-mini", ModelPrice.perMillionTokens("0.15", "0.60"))
 *         .build();
 * TicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder().callBudget(budget).build();
 * }</pre>
 *
 * <p>When it does not cover the worst case of a call, the analysis fails with {@link
 * io.github.supportops.copilot.FailureKind#BUDGET} and a batch ends with {@link BatchEnd#BUDGET}. Thread-safe.
 */
public final class RunBudget implements CallBudget {
    private final long maxCalls;
    private final @Nullable BigDecimal maxCostUsd;
    private final Map<String, ModelPrice> prices;
    private final @Nullable ModelPrice otherPrice;

    private long calls;
    private long reservedCalls;
    private BigDecimal spentUsd = BigDecimal.ZERO;
    private BigDecimal reservedUsd = BigDecimal.ZERO;

    private RunBudget(Builder builder) {
        this.maxCalls = builder.maxCalls;
        this.maxCostUsd = builder.maxCostUsd;
        this.prices = Map.copyOf(builder.prices);
        this.otherPrice = builder.otherPrice;
    }

    /** {@return a builder; nothing is limited by default} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public synchronized Optional<Reservation> tryReserve(CallEstimate estimate) {
        ModelPrice price = price(estimate.model());
        if (price == null && maxCostUsd != null) {
            return Optional.empty();
        }
        BigDecimal worst = price == null ? BigDecimal.ZERO : price.worstCaseUsd(estimate);
        if (calls + reservedCalls >= maxCalls || passes(worst)) {
            return Optional.empty();
        }
        reservedCalls++;
        reservedUsd = reservedUsd.add(worst);
        return Optional.of(attempt -> settle(worst, price, attempt));
    }

    private boolean passes(BigDecimal worst) {
        return maxCostUsd != null && spentUsd.add(reservedUsd).add(worst).compareTo(maxCostUsd) > 0;
    }

    private synchronized void settle(BigDecimal worst, @Nullable ModelPrice price, Attempt attempt) {
        reservedCalls--;
        reservedUsd = reservedUsd.subtract(worst);
        spentUsd = spentUsd.add(cost(worst, price, attempt));
        // A call that no response came from and that cannot have been billed never reached the provider.
        boolean reached = attempt.status().isPresent() || attempt.possiblyBilled();
        calls += reached ? 1 : 0;
    }

    private static BigDecimal cost(BigDecimal worst, @Nullable ModelPrice price, Attempt attempt) {
        if (attempt.usage().cost().isPresent()) {
            return attempt.usage().cost().get();
        }
        if (price != null && attempt.usage().totalTokens() > 0) {
            return price.costUsd(attempt.usage());
        }
        return attempt.possiblyBilled() ? worst : BigDecimal.ZERO;
    }

    /** Counts what an earlier run of the same job has used, so that the limit holds for the job as a whole. */
    public synchronized void countEarlier(long earlierCalls, BigDecimal earlierUsd) {
        if (earlierCalls < 0 || earlierUsd.signum() < 0) {
            throw new IllegalArgumentException("What was used earlier must not be negative");
        }
        calls += earlierCalls;
        spentUsd = spentUsd.add(earlierUsd);
    }

    /** {@return calls that reached a provider, without those under way} */
    public synchronized long calls() {
        return calls;
    }

    /** {@return US dollars spent, without the worst case of calls under way; calls that may have been billed are in it} */
    public synchronized BigDecimal spentUsd() {
        return spentUsd;
    }

    /** {@return what could be spent at the worst if the calls under way all cost the most they can} */
    public synchronized BigDecimal committedUsd() {
        return spentUsd.add(reservedUsd);
    }

    private @Nullable ModelPrice price(String model) {
        return prices.getOrDefault(model, otherPrice);
    }

    @Override
    public String toString() {
        return "RunBudget[maxCalls=" + (maxCalls == Long.MAX_VALUE ? "none" : maxCalls) + ", maxCostUsd="
                + (maxCostUsd == null ? "none" : maxCostUsd.toPlainString()) + "]";
    }

    /** Builds a {@link RunBudget}. Not thread-safe. Defaults: no limit, no prices. */
    public static final class Builder {
        private final Map<String, ModelPrice> prices = new HashMap<>();
        private long maxCalls = Long.MAX_VALUE;
        private @Nullable BigDecimal maxCostUsd;
        private @Nullable ModelPrice otherPrice;

        private Builder() {}

        /** Sets the most calls. @throws IllegalArgumentException if negative */
        public Builder maxCalls(long most) {
            if (most < 0) {
                throw new IllegalArgumentException("maxCalls must not be negative: " + most);
            }
            this.maxCalls = most;
            return this;
        }

        /** Sets the most money in US dollars; prices are then needed too. @throws IllegalArgumentException if negative */
        public Builder maxCostUsd(BigDecimal most) {
            if (most.signum() < 0) {
                throw new IllegalArgumentException("maxCostUsd must not be negative: " + most);
            }
            this.maxCostUsd = most;
            return this;
        }

        /** Sets the price of a model. */
        public Builder price(String model, ModelPrice price) {
            prices.put(Objects.requireNonNull(model, "model"), Objects.requireNonNull(price, "price"));
            return this;
        }

        /** Sets the price of every model that has none of its own; choose one that is never too low. */
        public Builder priceOfOtherModels(ModelPrice price) {
            this.otherPrice = Objects.requireNonNull(price, "price");
            return this;
        }

        /**
         * {@return the budget}
         *
         * @throws IllegalStateException if maxCostUsd is set and no price is: no worst case could be known
         */
        public RunBudget build() {
            if (maxCostUsd != null && prices.isEmpty() && otherPrice == null) {
                throw new IllegalStateException("maxCostUsd needs prices; set price or priceOfOtherModels");
            }
            return new RunBudget(this);
        }
    }
}

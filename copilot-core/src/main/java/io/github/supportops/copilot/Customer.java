package io.github.supportops.copilot;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known about the customer behind a ticket; every part may be absent. Immutable. */
public final class Customer {
    private final @Nullable String id;
    private final @Nullable String tier;
    private final @Nullable String plan;
    private final @Nullable BigDecimal annualValueUsd;
    private final @Nullable LocalDate renewalDate;
    private final Map<String, String> attributes;

    private Customer(Builder builder) {
        this.id = builder.id;
        this.tier = builder.tier;
        this.plan = builder.plan;
        this.annualValueUsd = builder.annualValueUsd;
        this.renewalDate = builder.renewalDate;
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.attributes));
    }

    /** {@return a builder where everything is absent} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the customer's id in the caller's system; never sent to a model} */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** {@return the tier, for example {@code vip}} */
    public Optional<String> tier() {
        return Optional.ofNullable(tier);
    }

    /** {@return the plan they pay for} */
    public Optional<String> plan() {
        return Optional.ofNullable(plan);
    }

    /** {@return what they pay a year, in US dollars} */
    public Optional<BigDecimal> annualValueUsd() {
        return Optional.ofNullable(annualValueUsd);
    }

    /** {@return when their contract renews} */
    public Optional<LocalDate> renewalDate() {
        return Optional.ofNullable(renewalDate);
    }

    /** {@return free attributes in the order they were given} */
    public Map<String, String> attributes() {
        return attributes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Customer that
                && Objects.equals(id, that.id)
                && Objects.equals(tier, that.tier)
                && Objects.equals(plan, that.plan)
                && Objects.equals(annualValueUsd, that.annualValueUsd)
                && Objects.equals(renewalDate, that.renewalDate)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, tier, plan, annualValueUsd, renewalDate, attributes);
    }

    @Override
    public String toString() {
        return "Customer[" + attributes.size() + " attributes]";
    }

    /** Builds a {@link Customer}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String id;
        private @Nullable String tier;
        private @Nullable String plan;
        private @Nullable BigDecimal annualValueUsd;
        private @Nullable LocalDate renewalDate;
        private final Map<String, String> attributes = new LinkedHashMap<>();

        private Builder() {}

        /** Sets the id in the caller's system. */
        public Builder id(String newId) {
            this.id = Objects.requireNonNull(newId, "id");
            return this;
        }

        /** Sets the tier. */
        public Builder tier(String newTier) {
            this.tier = Objects.requireNonNull(newTier, "tier");
            return this;
        }

        /** Sets the plan. */
        public Builder plan(String newPlan) {
            this.plan = Objects.requireNonNull(newPlan, "plan");
            return this;
        }

        /** Sets the yearly value in US dollars. @throws IllegalArgumentException if negative */
        public Builder annualValueUsd(BigDecimal value) {
            if (value.signum() < 0) {
                throw new IllegalArgumentException("annualValueUsd must not be negative: " + value);
            }
            this.annualValueUsd = value;
            return this;
        }

        /** Sets the renewal date. */
        public Builder renewalDate(LocalDate date) {
            this.renewalDate = Objects.requireNonNull(date, "renewalDate");
            return this;
        }

        /** Adds or replaces one free attribute. */
        public Builder attribute(String name, String value) {
            this.attributes.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** {@return the customer; the builder may be used again} */
        public Customer build() {
            return new Customer(this);
        }
    }
}

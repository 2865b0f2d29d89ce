package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the house that is applied after an analyzer has answered. A rule only ever raises: urgency and churn risk have
 * floors, escalation is switched on, a person is asked to look. What it changed is a step of the result's provenance, under
 * the rule's name. Immutable and thread-safe as long as its conditions are.
 *
 * <pre>{@code
 * BusinessRule vip = BusinessRule.named("vip-floor")
 *         .when(TicketConditions.customerTier("vip"))
 *         .urgencyAtLeast(Urgency.HIGH)
 *         .build();
 * }</pre>
 */
public final class BusinessRule {
    private final String name;
    private final BiPredicate<Ticket, TicketAnalysis> condition;
    private final @Nullable Urgency leastUrgency;
    private final @Nullable ChurnRisk leastChurnRisk;
    private final boolean escalates;
    private final boolean asksForReview;

    private BusinessRule(Builder builder) {
        this.name = builder.name;
        this.condition = builder.condition;
        this.leastUrgency = builder.leastUrgency;
        this.leastChurnRisk = builder.leastChurnRisk;
        this.escalates = builder.escalates;
        this.asksForReview = builder.asksForReview;
    }

    /**
     * A builder for a rule that applies to every ticket and does nothing yet.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** {@return the name, as results show it} */
    public String name() {
        return name;
    }

    /** {@return whether the rule is about this ticket and what an analyzer said of it} */
    public boolean applies(Ticket ticket, TicketAnalysis analysis) {
        return condition.test(ticket, analysis);
    }

    /** {@return the lowest urgency it leaves, absent when it leaves urgency alone} */
    public Optional<Urgency> leastUrgency() {
        return Optional.ofNullable(leastUrgency);
    }

    /** {@return the lowest churn risk it leaves, absent when it leaves churn risk alone} */
    public Optional<ChurnRisk> leastChurnRisk() {
        return Optional.ofNullable(leastChurnRisk);
    }

    /** {@return whether it switches escalation on} */
    public boolean escalates() {
        return escalates;
    }

    /** {@return whether it asks a person to look} */
    public boolean asksForReview() {
        return asksForReview;
    }

    @Override
    public String toString() {
        return "BusinessRule[" + name + "]";
    }

    /** Builds a {@link BusinessRule}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private BiPredicate<Ticket, TicketAnalysis> condition = (ticket, analysis) -> true;
        private @Nullable Urgency leastUrgency;
        private @Nullable ChurnRisk leastChurnRisk;
        private boolean escalates;
        private boolean asksForReview;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
            if (name.isBlank()) {
                throw new IllegalArgumentException("A business rule's name must not be blank");
            }
        }

        /** Adds a condition on the ticket; all conditions must hold. Default: every ticket. */
        public Builder when(Predicate<Ticket> ticketCondition) {
            Objects.requireNonNull(ticketCondition, "ticketCondition");
            this.condition = condition.and((ticket, analysis) -> ticketCondition.test(ticket));
            return this;
        }

        /** Adds a condition on what the analyzer, and the rules before this one, said. Default: whatever they said. */
        public Builder whenAnalysis(Predicate<TicketAnalysis> analysisCondition) {
            Objects.requireNonNull(analysisCondition, "analysisCondition");
            this.condition = condition.and((ticket, analysis) -> analysisCondition.test(analysis));
            return this;
        }

        /** Never leaves the urgency below this. Default: leaves it alone. */
        public Builder urgencyAtLeast(Urgency floor) {
            this.leastUrgency = Objects.requireNonNull(floor, "floor");
            return this;
        }

        /** Never leaves the churn risk below this. Default: leaves it alone. */
        public Builder churnRiskAtLeast(ChurnRisk floor) {
            this.leastChurnRisk = Objects.requireNonNull(floor, "floor");
            return this;
        }

        /** Requires escalation. Default: leaves it alone. */
        public Builder escalate() {
            this.escalates = true;
            return this;
        }

        /** Asks a person to look, with the rule's name as the reason. Default: does not. */
        public Builder review() {
            this.asksForReview = true;
            return this;
        }

        /**
         * {@return the rule}
         *
         * @throws IllegalStateException if it would do nothing
         */
        public BusinessRule build() {
            if (leastUrgency == null && leastChurnRisk == null && !escalates && !asksForReview) {
                throw new IllegalStateException(
                        "The business rule '" + name + "' does nothing; give it a floor," + " escalate() or review()");
            }
            return new BusinessRule(this);
        }
    }
}

package io.github.supportops.copilot;

import io.github.supportops.copilot.internal.text.SafeText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One call to a model, as the ledger keeps it. "Attempt" always means one call that was sent or tried to be sent: retries,
 * re-asks and other models each are an attempt of their own. Immutable; holds no ticket text and no model output.
 */
public final class Attempt {
    private final int number;
    private final String model;
    private final AttemptOutcome outcome;
    private final @Nullable FailureKind failure;
    private final @Nullable Integer status;
    private final String detail;
    private final TokenUsage usage;
    private final Duration duration;
    private final boolean possiblyBilled;
    private final @Nullable String responseId;
    private final @Nullable String answeredBy;
    private final List<String> repairs;
    private final @Nullable Duration retryAfter;
    private final int sharedBy;

    private Attempt(Builder builder) {
        this.number = builder.number;
        this.model = builder.model;
        this.outcome = builder.outcome;
        this.failure = builder.failure;
        this.status = builder.status;
        this.detail = builder.detail;
        this.usage = builder.usage;
        this.duration = builder.duration;
        this.possiblyBilled = builder.possiblyBilled;
        this.responseId = builder.responseId;
        this.answeredBy = builder.answeredBy;
        this.repairs = List.copyOf(builder.repairs);
        this.retryAfter = builder.retryAfter;
        this.sharedBy = builder.sharedBy;
    }

    /**
     * A builder for the given call.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    public static Builder builder(int number, String model, AttemptOutcome outcome) {
        return new Builder(number, model, outcome);
    }

    /** {@return its place in the analysis, starting with 1} */
    public int number() {
        return number;
    }

    /**
     * The same call at another place, for a ledger that joins the calls of several analyzers.
     *
     * @throws IllegalArgumentException if the place is below 1
     */
    public Attempt numbered(int place) {
        return new Builder(place, model, outcome)
                .failure(failure)
                .status(status)
                .detail(detail)
                .usage(usage)
                .duration(duration)
                .possiblyBilled(possiblyBilled)
                .responseId(responseId)
                .answeredBy(answeredBy)
                .repairs(repairs)
                .retryAfter(retryAfter)
                .sharedBy(sharedBy)
                .build();
    }

    /** {@return the model that was asked for} */
    public String model() {
        return model;
    }

    /** {@return how it ended} */
    public AttemptOutcome outcome() {
        return outcome;
    }

    /** {@return what went wrong, absent when the answer was valid} */
    public Optional<FailureKind> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return the HTTP status, or the error code inside a 200; absent when no response came} */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** {@return what happened, in words of this library; empty when there is nothing to add} */
    public String detail() {
        return detail;
    }

    /** {@return tokens and cost as reported} */
    public TokenUsage usage() {
        return usage;
    }

    /** {@return from sending to the end of reading} */
    public Duration duration() {
        return duration;
    }

    /** {@return whether it may have been billed although no usage was reported, as after a timeout} */
    public boolean possiblyBilled() {
        return possiblyBilled;
    }

    /** {@return the provider's id of the response} */
    public Optional<String> responseId() {
        return Optional.ofNullable(responseId);
    }

    /** {@return the model that answered, where the response names one} */
    public Optional<String> answeredBy() {
        return Optional.ofNullable(answeredBy);
    }

    /** {@return local repairs that made the answer readable, by name} */
    public List<String> repairs() {
        return repairs;
    }

    /** {@return how long the provider asked to wait before another call, where it did; not capped} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * {@return how many tickets the call carried, 1 for a call of its own} In the ledger of a ticket the usage is this
     * ticket's part of it; a listener and a budget hear of the whole.
     */
    public int sharedBy() {
        return sharedBy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attempt that
                && number == that.number
                && model.equals(that.model)
                && outcome == that.outcome
                && failure == that.failure
                && Objects.equals(status, that.status)
                && detail.equals(that.detail)
                && usage.equals(that.usage)
                && duration.equals(that.duration)
                && possiblyBilled == that.possiblyBilled
                && Objects.equals(responseId, that.responseId)
                && Objects.equals(answeredBy, that.answeredBy)
                && repairs.equals(that.repairs)
                && Objects.equals(retryAfter, that.retryAfter)
                && sharedBy == that.sharedBy;
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, model, outcome, failure, status, detail, usage, duration, possiblyBilled);
    }

    @Override
    public String toString() {
        return "Attempt[" + number + ", model=" + SafeText.printable(model) + ", outcome=" + outcome + ", failure="
                + failure + ", status=" + status + ", detail=" + SafeText.printable(detail) + "]";
    }

    /** Builds an {@link Attempt}. Not thread-safe. */
    public static final class Builder {
        private final int number;
        private final String model;
        private final AttemptOutcome outcome;
        private @Nullable FailureKind failure;
        private @Nullable Integer status;
        private String detail = "";
        private TokenUsage usage = TokenUsage.none();
        private Duration duration = Duration.ZERO;
        private boolean possiblyBilled;
        private @Nullable String responseId;
        private @Nullable String answeredBy;
        private List<String> repairs = List.of();
        private @Nullable Duration retryAfter;
        private int sharedBy = 1;

        private Builder(int number, String model, AttemptOutcome outcome) {
            if (number < 1) {
                throw new IllegalArgumentException("number must be at least 1: " + number);
            }
            this.number = number;
            this.model = Objects.requireNonNull(model, "model");
            this.outcome = Objects.requireNonNull(outcome, "outcome");
        }

        /** Sets what went wrong; null for nothing. */
        public Builder failure(@Nullable FailureKind kind) {
            this.failure = kind;
            return this;
        }

        /** Sets the status; null for none. */
        public Builder status(@Nullable Integer code) {
            this.status = code;
            return this;
        }

        /** Sets what happened, without ticket text or model output. */
        public Builder detail(String words) {
            this.detail = Objects.requireNonNull(words, "detail");
            return this;
        }

        /** Sets tokens and cost. Default: none. */
        public Builder usage(TokenUsage reported) {
            this.usage = Objects.requireNonNull(reported, "usage");
            return this;
        }

        /** Sets how long it took. Default: zero. */
        public Builder duration(Duration taken) {
            this.duration = Objects.requireNonNull(taken, "duration");
            return this;
        }

        /** Sets whether it may have been billed without a report. Default: false. */
        public Builder possiblyBilled(boolean possibly) {
            this.possiblyBilled = possibly;
            return this;
        }

        /** Sets the provider's id of the response; null for none. */
        public Builder responseId(@Nullable String id) {
            this.responseId = id;
            return this;
        }

        /** Sets the model that answered; null where it is unknown. */
        public Builder answeredBy(@Nullable String answering) {
            this.answeredBy = answering;
            return this;
        }

        /** Sets the names of local repairs. Default: none. */
        public Builder repairs(List<String> names) {
            this.repairs = List.copyOf(names);
            return this;
        }

        /** Sets how long the provider asked to wait; null where it did not. */
        public Builder retryAfter(@Nullable Duration asked) {
            this.retryAfter = asked;
            return this;
        }

        /** Sets how many tickets the call carried. Default: 1. @throws IllegalArgumentException if below 1 */
        public Builder sharedBy(int tickets) {
            if (tickets < 1) {
                throw new IllegalArgumentException("sharedBy must be at least 1: " + tickets);
            }
            this.sharedBy = tickets;
            return this;
        }

        /** {@return the attempt} */
        public Attempt build() {
            return new Attempt(this);
        }
    }
}

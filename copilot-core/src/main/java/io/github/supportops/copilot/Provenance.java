package io.github.supportops.copilot;

import io.github.supportops.copilot.internal.text.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a result comes from: which analyzer and model, which prompt, every call with what it cost. Immutable; holds no
 * ticket text and no model output.
 */
public final class Provenance {
    private final String analyzer;
    private final @Nullable String model;
    private final @Nullable PromptIdentity prompt;
    private final @Nullable String schemaVersion;
    private final List<Attempt> attempts;
    private final List<String> repairs;
    private final Duration duration;
    private final Map<String, String> versions;
    private final List<ProvenanceStep> steps;

    private Provenance(Builder builder) {
        this.analyzer = builder.analyzer;
        this.model = builder.model;
        this.prompt = builder.prompt;
        this.schemaVersion = builder.schemaVersion;
        this.attempts = List.copyOf(builder.attempts);
        this.repairs = List.copyOf(builder.repairs);
        this.duration = builder.duration;
        this.versions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.versions));
        this.steps = List.copyOf(builder.steps);
    }

    /** {@return a builder for a result of the named analyzer, for example {@code openrouter} or {@code local}} */
    public static Builder builder(String analyzer) {
        return new Builder(analyzer);
    }

    /** {@return the analyzer that made the result, for example {@code openrouter}} */
    public String analyzer() {
        return analyzer;
    }

    /** {@return the model that answered} */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** {@return the prompt that was used} */
    public Optional<PromptIdentity> prompt() {
        return Optional.ofNullable(prompt);
    }

    /** {@return the version of the answer schema} */
    public Optional<String> schemaVersion() {
        return Optional.ofNullable(schemaVersion);
    }

    /** {@return every call, in order; empty for an analyzer that calls nobody} */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** {@return how many calls were made for the ticket; one that was shared by ten tickets counts a tenth} */
    public double calls() {
        return attempts.stream()
                .mapToDouble(attempt -> 1.0 / attempt.sharedBy())
                .sum();
    }

    /** {@return local repairs of the accepted answer, by name; empty when it was right as it came} */
    public List<String> repairs() {
        return repairs;
    }

    /** {@return from the start of the analysis to its end, waits included} */
    public Duration duration() {
        return duration;
    }

    /** {@return versions of further parts that shaped the result, for example {@code heads} or {@code calibration}} */
    public Map<String, String> versions() {
        return versions;
    }

    /** {@return what wrappers decided on the way, in order: a fallback, a rule that raised a field, a cache hit} */
    public List<ProvenanceStep> steps() {
        return steps;
    }

    /** {@return the sum over all attempts} */
    public TokenUsage usage() {
        return attempts.stream().map(Attempt::usage).reduce(TokenUsage.none(), TokenUsage::plus);
    }

    /** {@return whether some attempt may have been billed without being reported} */
    public boolean possiblyBilled() {
        return attempts.stream().anyMatch(Attempt::possiblyBilled);
    }

    /** {@return a builder with everything of this provenance} */
    public Builder toBuilder() {
        Builder copy = new Builder(analyzer);
        copy.model = model;
        copy.prompt = prompt;
        copy.schemaVersion = schemaVersion;
        copy.attempts = attempts;
        copy.repairs = repairs;
        copy.duration = duration;
        copy.versions.putAll(versions);
        copy.steps.addAll(steps);
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Provenance that
                && analyzer.equals(that.analyzer)
                && Objects.equals(model, that.model)
                && Objects.equals(prompt, that.prompt)
                && Objects.equals(schemaVersion, that.schemaVersion)
                && attempts.equals(that.attempts)
                && repairs.equals(that.repairs)
                && duration.equals(that.duration)
                && versions.equals(that.versions)
                && steps.equals(that.steps);
    }

    @Override
    public int hashCode() {
        return Objects.hash(analyzer, model, prompt, schemaVersion, attempts, repairs, duration, versions, steps);
    }

    @Override
    public String toString() {
        return "Provenance[analyzer=" + analyzer + ", model=" + (model == null ? null : SafeText.printable(model))
                + ", prompt=" + prompt + ", attempts=" + attempts.size() + ", duration=" + duration + "]";
    }

    /** Builds a {@link Provenance}. Not thread-safe. */
    public static final class Builder {
        private final String analyzer;
        private @Nullable String model;
        private @Nullable PromptIdentity prompt;
        private @Nullable String schemaVersion;
        private List<Attempt> attempts = List.of();
        private List<String> repairs = List.of();
        private Duration duration = Duration.ZERO;
        private final Map<String, String> versions = new LinkedHashMap<>();
        private final List<ProvenanceStep> steps = new ArrayList<>();

        private Builder(String analyzer) {
            this.analyzer = Objects.requireNonNull(analyzer, "analyzer");
        }

        /** Sets the model that answered; null where there is none. */
        public Builder model(@Nullable String answering) {
            this.model = answering;
            return this;
        }

        /** Sets the prompt; null where there is none. */
        public Builder prompt(@Nullable PromptIdentity identity) {
            this.prompt = identity;
            return this;
        }

        /** Sets the schema version; null where there is none. */
        public Builder schemaVersion(@Nullable String version) {
            this.schemaVersion = version;
            return this;
        }

        /** Sets the ledger. Default: empty. */
        public Builder attempts(List<Attempt> ledger) {
            this.attempts = List.copyOf(ledger);
            return this;
        }

        /** Sets the repairs of the accepted answer. Default: empty. */
        public Builder repairs(List<String> names) {
            this.repairs = List.copyOf(names);
            return this;
        }

        /** Sets how long the analysis took. Default: zero. */
        public Builder duration(Duration taken) {
            this.duration = Objects.requireNonNull(taken, "duration");
            return this;
        }

        /** Adds the version of a part that shaped the result. */
        public Builder version(String part, String version) {
            this.versions.put(Objects.requireNonNull(part, "part"), Objects.requireNonNull(version, "version"));
            return this;
        }

        /** Replaces the steps. Default: none. */
        public Builder steps(List<ProvenanceStep> taken) {
            List<ProvenanceStep> copy = List.copyOf(taken);
            this.steps.clear();
            this.steps.addAll(copy);
            return this;
        }

        /** Adds a step after those already there. */
        public Builder step(String part, String detail) {
            this.steps.add(new ProvenanceStep(part, detail));
            return this;
        }

        /** {@return the provenance} */
        public Provenance build() {
            return new Provenance(this);
        }
    }
}

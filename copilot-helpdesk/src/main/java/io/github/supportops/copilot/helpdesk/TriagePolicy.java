package io.github.supportops.copilot.helpdesk;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a triage is written to a help desk, and when. The default adds a private note with the triage and the draft reply,
 * adds the tags, and raises the priority but never lowers it; it touches nothing else. Nothing is ever sent to the customer,
 * and no ticket is ever opened or closed. Immutable.
 *
 * <p>The note cannot be left out: its last line is how a triaged message is recognised after a restart.
 */
public final class TriagePolicy {
    /** What the tags start with by default. */
    public static final String DEFAULT_TAG_PREFIX = "ai_";

    private final boolean draftReply;
    private final @Nullable String tagPrefix;
    private final WritePolicy priority;
    private final Map<TriageValue, FieldTarget> fields;
    private final @Nullable FieldTarget escalationGroup;
    private final WritePolicy escalatedFlag;
    private final boolean holdForReview;
    private final boolean solvedTickets;

    private TriagePolicy(Builder builder) {
        this.draftReply = builder.draftReply;
        this.tagPrefix = builder.tagPrefix;
        this.priority = builder.priority;
        this.fields = Collections.unmodifiableMap(new EnumMap<>(builder.fields));
        this.escalationGroup = builder.escalationGroup;
        this.escalatedFlag = builder.escalatedFlag;
        this.holdForReview = builder.holdForReview;
        this.solvedTickets = builder.solvedTickets;
    }

    /** {@return the default} */
    public static TriagePolicy standard() {
        return builder().build();
    }

    /** {@return a policy that writes the note and nothing else, for the first weeks} */
    public static TriagePolicy suggestOnly() {
        return builder().tagPrefix(null).priority(WritePolicy.SUGGEST_ONLY).build();
    }

    /** {@return a builder with the default settings} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a policy from JSON as {@code docs/helpdesk.md} describes it; what it does not name keeps its default.
     *
     * @throws IllegalArgumentException naming the place of what is not understood
     */
    public static TriagePolicy fromJson(String json) {
        return new PolicyJson().read(json);
    }

    /** {@return whether the note holds the draft reply} */
    public boolean draftReply() {
        return draftReply;
    }

    /** {@return what tags start with; absent when no tags are written} */
    public Optional<String> tagPrefix() {
        return Optional.ofNullable(tagPrefix);
    }

    /** {@return when the urgency becomes the priority} */
    public WritePolicy priority() {
        return priority;
    }

    /** {@return the custom fields to write} */
    public Map<TriageValue, FieldTarget> fields() {
        return fields;
    }

    /** {@return the group or queue that gets tickets which need a person; absent when none does} */
    public Optional<FieldTarget> escalationGroup() {
        return Optional.ofNullable(escalationGroup);
    }

    /** {@return when the system's own escalation flag is set; it is never taken away. Salesforce has one} */
    public WritePolicy escalatedFlag() {
        return escalatedFlag;
    }

    /** {@return whether a triage that needs a person waits on the review desk, where there is one} */
    public boolean holdForReview() {
        return holdForReview;
    }

    /** {@return whether tickets that are solved are triaged too} */
    public boolean solvedTickets() {
        return solvedTickets;
    }

    @Override
    public String toString() {
        return "TriagePolicy[tags=" + tagPrefix().map(prefix -> prefix + "*").orElse("none")
                + ", priority=" + priority.wireName() + ", fields=" + fields.keySet() + ", escalation group="
                + (escalationGroup == null ? "none" : escalationGroup.field()) + ", hold for review=" + holdForReview
                + "]";
    }

    /** Builds a {@link TriagePolicy}. Not thread-safe. */
    public static final class Builder {
        private boolean draftReply = true;
        private @Nullable String tagPrefix = DEFAULT_TAG_PREFIX;
        private WritePolicy priority = WritePolicy.RAISE_ONLY;
        private final Map<TriageValue, FieldTarget> fields = new EnumMap<>(TriageValue.class);
        private @Nullable FieldTarget escalationGroup;
        private WritePolicy escalatedFlag = WritePolicy.SUGGEST_ONLY;
        private boolean holdForReview = true;
        private boolean solvedTickets;

        private Builder() {}

        /** Whether the note holds the draft reply. Default: yes. */
        public Builder draftReply(boolean wanted) {
            this.draftReply = wanted;
            return this;
        }

        /**
         * What tags start with, or null for no tags. Default: {@value #DEFAULT_TAG_PREFIX}.
         *
         * @throws IllegalArgumentException unless it is 1 to 20 lower-case letters, digits, {@code _} and {@code -}
         */
        public Builder tagPrefix(@Nullable String prefix) {
            if (prefix != null && !prefix.matches("[a-z0-9_-]{1,20}")) {
                throw new IllegalArgumentException(
                        "A tag prefix is 1 to 20 lower-case letters, digits, _ and -: " + prefix);
            }
            this.tagPrefix = prefix;
            return this;
        }

        /** When the urgency becomes the priority. Default: {@link WritePolicy#RAISE_ONLY}. */
        public Builder priority(WritePolicy policy) {
            this.priority = Objects.requireNonNull(policy, "priority");
            return this;
        }

        /**
         * Writes a value to a custom field. Default: none are written.
         *
         * @throws IllegalArgumentException if the policy asks to raise a value that has no order, or the target translates
         *     something that the value can never be
         * @throws IllegalStateException if another value already goes to this field
         */
        public Builder field(TriageValue value, FieldTarget target) {
            Objects.requireNonNull(value, "value");
            requireKnownValues(value, target);
            requireFree(value, target);
            if (target.policy() == WritePolicy.RAISE_ONLY && !value.hasOrder()) {
                throw new IllegalArgumentException(
                        value.wireName() + " has no order, so raise_only means nothing; use set_if_empty or overwrite");
            }
            fields.put(value, target);
            return this;
        }

        private static void requireKnownValues(TriageValue value, FieldTarget target) {
            List<String> possible = value.possibleValues();
            for (String named : new TreeSet<>(target.values().keySet())) {
                if (!possible.isEmpty() && !possible.contains(named)) {
                    throw new IllegalArgumentException(
                            value.wireName() + " is never " + named + "; it is one of " + possible);
                }
            }
        }

        private void requireFree(TriageValue value, FieldTarget target) {
            fields.forEach((other, taken) -> {
                if (other != value && taken.field().equals(target.field())) {
                    throw new IllegalStateException("Both " + other.wireName() + " and " + value.wireName()
                            + " go to the field " + target.field() + "; give each its own");
                }
            });
        }

        /**
         * Moves tickets that need a person to a group or queue. Default: no ticket is moved.
         *
         * @throws IllegalArgumentException if the policy asks to raise, which groups cannot
         */
        public Builder escalationGroup(String group, WritePolicy policy) {
            if (policy == WritePolicy.RAISE_ONLY) {
                throw new IllegalArgumentException("A group has no order; use set_if_empty or overwrite");
            }
            this.escalationGroup = FieldTarget.of(group, policy);
            return this;
        }

        /** When the system's own escalation flag is set. Default: {@link WritePolicy#SUGGEST_ONLY}. */
        public Builder escalatedFlag(WritePolicy policy) {
            this.escalatedFlag = Objects.requireNonNull(policy, "escalatedFlag");
            return this;
        }

        /** Whether what needs a person waits on the review desk, where there is one. Default: yes. */
        public Builder holdForReview(boolean wanted) {
            this.holdForReview = wanted;
            return this;
        }

        /** Whether tickets that are solved are triaged too. Default: no. */
        public Builder solvedTickets(boolean wanted) {
            this.solvedTickets = wanted;
            return this;
        }

        /** {@return the policy} */
        public TriagePolicy build() {
            return new TriagePolicy(this);
        }
    }
}

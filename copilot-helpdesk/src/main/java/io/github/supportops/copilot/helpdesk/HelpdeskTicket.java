package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as a help desk has it, at one version. Immutable; {@code toString()} shows id, version and counts, never text.
 */
public final class HelpdeskTicket {
    /** The attribute of {@link #ticket()} that names the system. */
    public static final String SYSTEM_ATTRIBUTE = "helpdesk";

    /** The attribute of {@link #ticket()} that names the customer message it is about. */
    public static final String MESSAGE_ATTRIBUTE = "helpdesk_message";

    private final String system;
    private final String id;
    private final String version;
    private final TicketStatus status;
    private final @Nullable String subject;
    private final @Nullable Priority priority;
    private final Set<String> tags;
    private final Map<String, String> fields;
    private final @Nullable String group;
    private final boolean escalated;
    private final List<HelpdeskMessage> messages;
    private final @Nullable Customer customer;
    private final @Nullable String channel;

    private HelpdeskTicket(Builder builder) {
        this.system = builder.system;
        this.id = builder.id;
        this.version = builder.version;
        this.status = builder.status;
        this.subject = builder.subject;
        this.priority = builder.priority;
        this.tags = Collections.unmodifiableSet(new TreeSet<>(builder.tags));
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
        this.group = builder.group;
        this.escalated = builder.escalated;
        this.messages = List.copyOf(builder.messages);
        this.customer = builder.customer;
        this.channel = builder.channel;
    }

    /**
     * A builder; status is open, everything else empty by default.
     *
     * @param system {@link Helpdesk#system()}
     * @param id the id in the system
     * @param version what a later write checks, for example the time of the last change as the system wrote it
     */
    public static Builder builder(String system, String id, String version) {
        return new Builder(system, id, version);
    }

    /** {@return the system it is in} */
    public String system() {
        return system;
    }

    /** {@return its id in the system} */
    public String id() {
        return id;
    }

    /** {@return the token that a write checks, so that nothing an agent did in between is lost} */
    public String version() {
        return version;
    }

    /** {@return what can still happen to it} */
    public TicketStatus status() {
        return status;
    }

    /** {@return the subject line} */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** {@return the priority, absent when none is set} */
    public Optional<Priority> priority() {
        return Optional.ofNullable(priority);
    }

    /** {@return the tags, sorted} */
    public Set<String> tags() {
        return tags;
    }

    /** {@return values of custom fields by the name or id the policy uses; fields without a value are absent} */
    public Map<String, String> fields() {
        return fields;
    }

    /** {@return the group or queue it is assigned to} */
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    /** {@return whether the system's own escalation flag is set; false where there is none} */
    public boolean escalated() {
        return escalated;
    }

    /** {@return the conversation, oldest message first, notes among agents included} */
    public List<HelpdeskMessage> messages() {
        return messages;
    }

    /** {@return the latest message the customer wrote; absent when there is nothing to triage} */
    public Optional<HelpdeskMessage> lastCustomerMessage() {
        for (int place = messages.size() - 1; place >= 0; place--) {
            HelpdeskMessage message = messages.get(place);
            if (message.isFromCustomer() && !message.text().isBlank()) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /** {@return the marker of a triage of the customer's latest message; absent when there is nothing to triage} */
    public Optional<TriageMarker> marker() {
        return lastCustomerMessage().map(message -> TriageMarker.of(system, id, message.id()));
    }

    /** {@return whether a note says that the customer's latest message has its triage} */
    public boolean isTriaged() {
        return marker().map(this::has).orElse(false);
    }

    /** {@return whether a note holds this marker; what customers can see or write does not count} */
    public boolean has(TriageMarker marker) {
        return messages.stream()
                .anyMatch(message ->
                        !message.visibleToCustomer() && message.text().contains(marker.text()));
    }

    /**
     * What an analyzer reads: the customer's latest message, with what was visible before it as the thread. Notes among
     * agents stay out: they may hold what must not leave the house.
     *
     * @throws IllegalStateException if the customer wrote nothing
     */
    public Ticket ticket() {
        HelpdeskMessage last = lastCustomerMessage()
                .orElseThrow(() -> new IllegalStateException("The customer wrote nothing in ticket " + id));
        Ticket.Builder ticket = Ticket.builder(id, last.text())
                .thread(threadBefore(last))
                .createdAt(last.at())
                .attribute(SYSTEM_ATTRIBUTE, system)
                .attribute(MESSAGE_ATTRIBUTE, last.id());
        subject().ifPresent(ticket::subject);
        Optional.ofNullable(channel).ifPresent(ticket::channel);
        Optional.ofNullable(customer).ifPresent(ticket::customer);
        return ticket.build();
    }

    private List<TicketMessage> threadBefore(HelpdeskMessage last) {
        List<TicketMessage> thread = new ArrayList<>();
        for (HelpdeskMessage message : messages) {
            if (message.id().equals(last.id())) {
                break;
            }
            if (message.visibleToCustomer()) {
                thread.add(new TicketMessage(message.author(), message.text(), message.at()));
            }
        }
        return thread;
    }

    @Override
    public String toString() {
        return "HelpdeskTicket[" + system + " " + id + ", version=" + version + ", status=" + status + ", messages="
                + messages.size() + "]";
    }

    /** Builds a {@link HelpdeskTicket}. Not thread-safe. */
    public static final class Builder {
        private final String system;
        private final String id;
        private final String version;
        private TicketStatus status = TicketStatus.OPEN;
        private @Nullable String subject;
        private @Nullable Priority priority;
        private Set<String> tags = Set.of();
        private Map<String, String> fields = Map.of();
        private @Nullable String group;
        private boolean escalated;
        private List<HelpdeskMessage> messages = List.of();
        private @Nullable Customer customer;
        private @Nullable String channel;

        private Builder(String system, String id, String version) {
            this.system = Objects.requireNonNull(system, "system");
            this.id = Objects.requireNonNull(id, "id");
            this.version = Objects.requireNonNull(version, "version");
        }

        /** Sets what can still happen to it. */
        public Builder status(TicketStatus now) {
            this.status = Objects.requireNonNull(now, "status");
            return this;
        }

        /** Sets the subject; null or blank for none. */
        public Builder subject(@Nullable String text) {
            this.subject = text == null || text.isBlank() ? null : text;
            return this;
        }

        /** Sets the priority; null for none. */
        public Builder priority(@Nullable Priority set) {
            this.priority = set;
            return this;
        }

        /** Sets the tags. */
        public Builder tags(Collection<String> all) {
            this.tags = new TreeSet<>(all);
            return this;
        }

        /** Sets the values of custom fields; leave out those without a value. */
        public Builder fields(Map<String, String> values) {
            this.fields = Map.copyOf(values);
            return this;
        }

        /** Sets group or queue; null for none. */
        public Builder group(@Nullable String assigned) {
            this.group = assigned;
            return this;
        }

        /** Sets the system's own escalation flag. */
        public Builder escalated(boolean flag) {
            this.escalated = flag;
            return this;
        }

        /** Sets the conversation, oldest first. */
        public Builder messages(List<HelpdeskMessage> conversation) {
            this.messages = List.copyOf(conversation);
            return this;
        }

        /** Sets what is known of the customer; null for nothing. */
        public Builder customer(@Nullable Customer known) {
            this.customer = known;
            return this;
        }

        /** Sets how it arrived; null for unknown. */
        public Builder channel(@Nullable String arrived) {
            this.channel = arrived;
            return this;
        }

        /** {@return the ticket} */
        public HelpdeskTicket build() {
            return new HelpdeskTicket(this);
        }
    }
}

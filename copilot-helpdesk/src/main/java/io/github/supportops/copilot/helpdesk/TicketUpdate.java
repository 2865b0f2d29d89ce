package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.Urgency;
import java.util.ArrayList;
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
 * What to write to one ticket: only what changes, with the ticket as it was read. Made by {@link TriagePlan}. Immutable;
 * {@code toString()} leaves out the note.
 */
public final class TicketUpdate {
    private final HelpdeskTicket ticket;
    private final @Nullable Urgency priority;
    private final Set<String> addedTags;
    private final Set<String> removedTags;
    private final Map<String, String> fields;
    private final @Nullable String group;
    private final boolean escalate;
    private final TriageNote note;
    private final List<FieldChange> changes;

    private TicketUpdate(Builder builder) {
        this.ticket = builder.ticket;
        this.priority = builder.priority;
        this.addedTags = Collections.unmodifiableSet(new TreeSet<>(builder.addedTags));
        this.removedTags = Collections.unmodifiableSet(new TreeSet<>(builder.removedTags));
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
        this.group = builder.group;
        this.escalate = builder.escalate;
        this.note = builder.note;
        this.changes = List.copyOf(builder.changes);
    }

    /** {@return a builder of an update that only adds the note} */
    static Builder builder(HelpdeskTicket ticket, TriageNote note) {
        return new Builder(ticket, note);
    }

    /** {@return the ticket as it was read; its version is the one the write checks} */
    public HelpdeskTicket ticket() {
        return ticket;
    }

    /** {@return the priority to set; absent when it stays as it is} */
    public Optional<Urgency> priority() {
        return Optional.ofNullable(priority);
    }

    /** {@return tags to add, none of which the ticket has} */
    public Set<String> addedTags() {
        return addedTags;
    }

    /** {@return tags of an earlier triage to take away} */
    public Set<String> removedTags() {
        return removedTags;
    }

    /** {@return all tags the ticket is to have, for systems that replace the whole list} */
    public Set<String> mergedTags() {
        TreeSet<String> merged = new TreeSet<>(ticket.tags());
        merged.removeAll(removedTags);
        merged.addAll(addedTags);
        return merged;
    }

    /** {@return custom fields to set, by the name of the policy} */
    public Map<String, String> fields() {
        return fields;
    }

    /** {@return the group or queue to move it to} */
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    /** {@return whether to set the system's own escalation flag} */
    public boolean escalate() {
        return escalate;
    }

    /** {@return the private note to add} */
    public TriageNote note() {
        return note;
    }

    /** {@return every value that changes, the note last} */
    public List<FieldChange> changes() {
        return changes;
    }

    @Override
    public String toString() {
        return "TicketUpdate[" + ticket.system() + " " + ticket.id() + ", "
                + changes.stream().map(FieldChange::name).toList() + "]";
    }

    /** Collects what changes. */
    static final class Builder {
        private final HelpdeskTicket ticket;
        private final TriageNote note;
        private final TreeSet<String> addedTags = new TreeSet<>();
        private final TreeSet<String> removedTags = new TreeSet<>();
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final List<FieldChange> changes = new ArrayList<>();
        private @Nullable Urgency priority;
        private @Nullable String group;
        private boolean escalate;

        private Builder(HelpdeskTicket ticket, TriageNote note) {
            this.ticket = Objects.requireNonNull(ticket, "ticket");
            this.note = Objects.requireNonNull(note, "note");
        }

        void priority(Urgency urgency, String written) {
            priority = urgency;
            changes.add(new FieldChange(
                    "priority", ticket.priority().map(Priority::value).orElse(null), written));
        }

        void tags(Set<String> added, Set<String> removed) {
            addedTags.addAll(added);
            removedTags.addAll(removed);
            if (!added.isEmpty() || !removed.isEmpty()) {
                TreeSet<String> after = new TreeSet<>(ticket.tags());
                after.removeAll(removed);
                after.addAll(added);
                changes.add(new FieldChange("tags", String.join(" ", ticket.tags()), String.join(" ", after)));
            }
        }

        void field(String name, String value) {
            fields.put(name, value);
            changes.add(new FieldChange(name, ticket.fields().get(name), value));
        }

        void group(String id) {
            group = id;
            changes.add(new FieldChange("group", ticket.group().orElse(null), id));
        }

        void escalate() {
            escalate = true;
            changes.add(new FieldChange("escalated", "false", "true"));
        }

        TicketUpdate build() {
            changes.add(new FieldChange("note", null, note.marker().text()));
            return new TicketUpdate(this);
        }
    }
}

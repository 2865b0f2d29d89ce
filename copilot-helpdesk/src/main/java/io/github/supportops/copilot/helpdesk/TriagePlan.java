package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a triage is written to a ticket as it stands, by a {@link TriagePolicy}. Nothing an agent set is lowered
 * or overwritten unless the policy says so. Immutable, thread-safe.
 */
public final class TriagePlan {
    private final TriagePolicy policy;
    private final Function<Urgency, String> priorities;
    private final boolean tags;

    private TriagePlan(TriagePolicy policy, Function<Urgency, String> priorities, boolean tags) {
        this.policy = policy;
        this.priorities = priorities;
        this.tags = tags;
    }

    /** {@return the plan for one help desk} */
    public static TriagePlan of(TriagePolicy policy, Helpdesk helpdesk) {
        return new TriagePlan(policy, helpdesk::priorityFor, helpdesk.hasTags());
    }

    /**
     * What to write.
     *
     * @param ticket as it was read
     * @param result the triage of its latest customer message
     * @param decidedBy who approved or corrected it, or null when no person has looked
     * @throws IllegalArgumentException if the result is about another ticket
     * @throws IllegalStateException if the customer wrote nothing
     */
    public TicketUpdate update(HelpdeskTicket ticket, AnalysisResult result, @Nullable String decidedBy) {
        if (!ticket.id().equals(result.ticketId())) {
            throw new IllegalArgumentException(
                    "The triage of ticket " + result.ticketId() + " cannot be written to " + ticket.id());
        }
        TriageMarker marker = ticket.marker()
                .orElseThrow(() -> new IllegalStateException("The customer wrote nothing in ticket " + ticket.id()));
        TicketUpdate.Builder update =
                TicketUpdate.builder(ticket, TriageNote.of(marker, result, policy.draftReply(), decidedBy));
        planPriority(update, ticket, result.analysis());
        policy.tagPrefix()
                .filter(prefix -> tags)
                .ifPresent(prefix -> planTags(update, ticket, result.analysis(), prefix));
        policy.fields().forEach((value, target) -> planField(update, ticket, result, value, target));
        if (result.analysis().escalationRequired()) {
            planEscalation(update, ticket);
        }
        return update.build();
    }

    private void planPriority(TicketUpdate.Builder update, HelpdeskTicket ticket, TicketAnalysis analysis) {
        Optional<Priority> now = ticket.priority();
        String wanted = priorities.apply(analysis.urgency());
        boolean write = switch (policy.priority()) {
            case SUGGEST_ONLY -> false;
            case SET_IF_EMPTY -> now.isEmpty();
            case RAISE_ONLY ->
                now.isEmpty()
                        || now.flatMap(Priority::urgency)
                                .map(rank -> rank.compareTo(analysis.urgency()) < 0)
                                .orElse(false);
            case OVERWRITE -> true;
        };
        if (write && !now.map(Priority::value).equals(Optional.of(wanted))) {
            update.priority(analysis.urgency(), wanted);
        }
    }

    /**
     * Tags of an earlier triage give way to those of this one; {@code ai_escalate} stays, since it never lowers. Tags that no
     * triage can have written are somebody else's, whatever they start with.
     */
    private static void planTags(
            TicketUpdate.Builder update, HelpdeskTicket ticket, TicketAnalysis analysis, String prefix) {
        List<String> wanted = new ArrayList<>(List.of(
                prefix + "intent_" + analysis.intent().wireName(),
                prefix + "sentiment_" + analysis.sentiment().wireName(),
                prefix + "churn_" + analysis.churnRisk().wireName(),
                prefix + "triaged"));
        if (analysis.escalationRequired()) {
            wanted.add(prefix + "escalate");
        }
        Set<String> outdated = new TreeSet<>();
        TriageValue.INTENT.possibleValues().forEach(value -> outdated.add(prefix + "intent_" + value));
        TriageValue.SENTIMENT.possibleValues().forEach(value -> outdated.add(prefix + "sentiment_" + value));
        TriageValue.CHURN_RISK.possibleValues().forEach(value -> outdated.add(prefix + "churn_" + value));
        outdated.removeAll(wanted);
        outdated.retainAll(ticket.tags());
        update.tags(without(wanted, ticket.tags()), outdated);
    }

    private static Set<String> without(Collection<String> all, Set<String> there) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(there);
        return rest;
    }

    private static void planField(
            TicketUpdate.Builder update,
            HelpdeskTicket ticket,
            AnalysisResult result,
            TriageValue value,
            FieldTarget target) {
        Optional<String> given = value.of(result);
        if (given.isEmpty()) {
            return;
        }
        String wanted = target.written(given.get());
        Optional<String> now = Optional.ofNullable(ticket.fields().get(target.field()));
        boolean write = switch (target.policy()) {
            case SUGGEST_ONLY -> false;
            case SET_IF_EMPTY -> now.isEmpty();
            case RAISE_ONLY -> now.isEmpty() || isHigher(value, target, given.get(), now.get());
            case OVERWRITE -> true;
        };
        if (write && !now.equals(Optional.of(wanted))) {
            update.field(target.field(), wanted);
        }
    }

    /** A value of the account's own has no known place in the order, and stays. */
    private static boolean isHigher(TriageValue value, FieldTarget target, String given, String now) {
        List<String> order =
                value.possibleValues().stream().map(target::written).toList();
        int place = order.indexOf(now);
        return place >= 0 && place < order.indexOf(target.written(given));
    }

    private void planEscalation(TicketUpdate.Builder update, HelpdeskTicket ticket) {
        policy.escalationGroup().ifPresent(target -> {
            boolean write = switch (target.policy()) {
                case SUGGEST_ONLY, RAISE_ONLY -> false;
                case SET_IF_EMPTY -> ticket.group().isEmpty();
                case OVERWRITE -> true;
            };
            if (write && !ticket.group().equals(Optional.of(target.field()))) {
                update.group(target.field());
            }
        });
        if (policy.escalatedFlag() != WritePolicy.SUGGEST_ONLY && !ticket.escalated()) {
            update.escalate();
        }
    }
}

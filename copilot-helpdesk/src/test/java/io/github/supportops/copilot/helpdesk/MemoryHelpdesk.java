package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.Urgency;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A help desk without a network: tickets with versions, a log of changes, and writes that can be made to go wrong. */
final class MemoryHelpdesk implements Helpdesk {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final Map<String, HelpdeskTicket> tickets = new LinkedHashMap<>();
    private final List<String> changed = new ArrayList<>();
    final Deque<Function<TicketUpdate, WriteOutcome>> writes = new ArrayDeque<>();
    final List<TicketUpdate> written = new ArrayList<>();
    int pageSize = 3;
    int batchSize = 1;
    int reads;
    int batches;
    boolean batchRefused;
    Optional<HelpdeskException> listingFails = Optional.empty();

    @Override
    public String system() {
        return "memory";
    }

    @Override
    public void check(TriagePolicy policy) {}

    synchronized void opens(String id, String text) {
        put(ticket(id, "1")
                .messages(List.of(message("m1", AuthorRole.CUSTOMER, true, text)))
                .build());
    }

    synchronized void writes(String id, AuthorRole author, boolean visible, String text) {
        HelpdeskTicket old = tickets.get(id);
        List<HelpdeskMessage> messages = new ArrayList<>(old.messages());
        messages.add(message("m" + (messages.size() + 1), author, visible, text));
        put(copy(old, next(old)).messages(messages).build());
    }

    synchronized void agentSets(String id, String priority, Urgency rank) {
        HelpdeskTicket old = tickets.get(id);
        put(copy(old, next(old)).priority(new Priority(priority, rank)).build());
    }

    synchronized void status(String id, TicketStatus status) {
        HelpdeskTicket old = tickets.get(id);
        put(copy(old, next(old)).status(status).build());
    }

    synchronized void deletes(String id) {
        tickets.remove(id);
        changed.add(id);
    }

    synchronized HelpdeskTicket ticket(String id) {
        return tickets.get(id);
    }

    synchronized long notes(String id) {
        return tickets.get(id).messages().stream()
                .filter(message -> !message.visibleToCustomer())
                .count();
    }

    private static HelpdeskTicket.Builder ticket(String id, String version) {
        return HelpdeskTicket.builder("memory", id, version);
    }

    private static HelpdeskTicket.Builder copy(HelpdeskTicket old, String version) {
        return ticket(old.id(), version)
                .status(old.status())
                .priority(old.priority().orElse(null))
                .tags(old.tags())
                .messages(old.messages());
    }

    private static String next(HelpdeskTicket old) {
        return Integer.toString(Integer.parseInt(old.version()) + 1);
    }

    private static HelpdeskMessage message(String id, AuthorRole author, boolean visible, String text) {
        return new HelpdeskMessage(id, author, visible, text, START);
    }

    private void put(HelpdeskTicket ticket) {
        tickets.put(ticket.id(), ticket);
        changed.add(ticket.id());
    }

    @Override
    public synchronized ChangePage changesSince(Instant since) {
        return page(0);
    }

    @Override
    public synchronized ChangePage changesAfter(String cursor) {
        return page(Integer.parseInt(cursor));
    }

    private ChangePage page(int from) {
        listingFails.ifPresent(failure -> {
            listingFails = Optional.empty();
            throw failure;
        });
        int to = Math.min(changed.size(), from + pageSize);
        List<TicketChange> changes = changed.subList(from, to).stream()
                .map(id -> new TicketChange(
                        id,
                        Optional.ofNullable(tickets.get(id))
                                .map(HelpdeskTicket::version)
                                .orElse("gone"),
                        null))
                .toList();
        return new ChangePage(changes, Integer.toString(to), to == changed.size());
    }

    @Override
    public synchronized Optional<HelpdeskTicket> read(String ticketId) {
        reads++;
        return Optional.ofNullable(tickets.get(ticketId));
    }

    @Override
    public String priorityFor(Urgency urgency) {
        return urgency.wireName();
    }

    @Override
    public List<HelpdeskRequest> preview(TicketUpdate update) {
        return List.of(new HelpdeskRequest("PUT", "/tickets/" + update.ticket().id(), null));
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public List<WriteOutcome> writeAll(List<TicketUpdate> updates) {
        batches++;
        if (batchRefused) {
            throw new HelpdeskRefusedException("a batch is refused", 422, List.of());
        }
        return Helpdesk.super.writeAll(updates);
    }

    @Override
    public synchronized WriteOutcome write(TicketUpdate update) {
        return writes.isEmpty() ? apply(update) : writes.remove().apply(update);
    }

    /** What a healthy help desk does with a write. */
    synchronized WriteOutcome apply(TicketUpdate update) {
        HelpdeskTicket now = tickets.get(update.ticket().id());
        if (!now.version().equals(update.ticket().version())) {
            return WriteOutcome.conflict();
        }
        List<HelpdeskMessage> messages = new ArrayList<>(now.messages());
        messages.add(message(
                "n" + messages.size(), AuthorRole.AGENT, false, update.note().text()));
        HelpdeskTicket.Builder after = copy(now, next(now)).messages(messages).tags(update.mergedTags());
        update.priority().ifPresent(urgency -> after.priority(new Priority(priorityFor(urgency), urgency)));
        HelpdeskTicket stored = after.build();
        put(stored);
        written.add(update);
        return WriteOutcome.written(stored.version());
    }

    @Override
    public WebhookNotice webhook(WebhookRequest request) {
        String id = request.header("ticket")
                .orElseThrow(() ->
                        new WebhookRefusedException(WebhookRefusedException.Reason.NOT_AUTHENTIC, "no header ticket"));
        return WebhookNotice.of(request.header("event").orElse(id), List.of(id));
    }

    @Override
    public void close() {}
}

package io.github.supportops.copilot.helpdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The names under which a sync remembers things, and the form they have. All of one system start with its name. */
final class SyncState {
    private static final Duration FORGETTING = Duration.ofHours(1);

    private final Checkpoints checkpoints;
    private final String system;

    SyncState(Checkpoints checkpoints, String system) {
        this.checkpoints = checkpoints;
        this.system = system;
    }

    /** How far the changes were read. */
    Optional<String> cursor() {
        return checkpoints.get(system + "/cursor");
    }

    void cursor(String next) {
        checkpoints.put(system + "/cursor", next);
    }

    /** Whether a ticket of the page that is being handled has its end, at this version. */
    boolean isHandled(TicketChange change) {
        return checkpoints.get(pageName(change)).equals(Optional.of(change.version()));
    }

    void handledInPage(TicketChange change) {
        checkpoints.put(pageName(change), change.version());
    }

    /** Moves to the next page; what was remembered of this one is not needed any more. */
    void turnPage(String next) {
        cursor(next);
        checkpoints.removeStartingWith(system + "/page/");
    }

    private String pageName(TicketChange change) {
        return system + "/page/" + change.ticketId();
    }

    /** The start a user asked for; asking for another one starts over. */
    Optional<String> since() {
        return checkpoints.get(system + "/since");
    }

    void startOver(String since) {
        checkpoints.remove(system + "/cursor");
        checkpoints.removeStartingWith(system + "/page/");
        checkpoints.put(system + "/since", since);
    }

    /** How far the decisions of people were read. */
    long decisions() {
        return checkpoints.get(system + "/decisions").map(Long::valueOf).orElse(0L);
    }

    void decisions(long next) {
        checkpoints.put(system + "/decisions", Long.toString(next));
    }

    /** Tickets that a webhook named and nobody has looked at since. */
    Map<String, String> inbox() {
        return checkpoints.startingWith(system + "/inbox/");
    }

    void received(String ticketId, String eventId) {
        checkpoints.put(inboxName(ticketId), eventId);
    }

    /** Takes a ticket off the inbox unless another webhook has named it meanwhile. */
    void handled(String ticketId, String eventId) {
        if (checkpoints.get(inboxName(ticketId)).equals(Optional.of(eventId))) {
            checkpoints.remove(inboxName(ticketId));
        }
    }

    private String inboxName(String ticketId) {
        return system + "/inbox/" + ticketId;
    }

    /** Whether an event came before. */
    boolean isKnown(String eventId) {
        return checkpoints.get(system + "/seen/" + eventId).isPresent();
    }

    void remember(String eventId, Instant now) {
        checkpoints.put(system + "/seen/" + eventId, now.toString());
    }

    /**
     * Forgets events so old that their signature would be refused or their repetition long over. Once an hour: a busy
     * account has hundreds of thousands of them.
     */
    void forgetEvents(Instant now, Duration age) {
        String last = system + "/forgot";
        if (checkpoints
                .get(last)
                .map(Instant::parse)
                .map(at -> at.plus(FORGETTING))
                .filter(now::isBefore)
                .isPresent()) {
            return;
        }
        checkpoints.put(last, now.toString());
        Instant limit = now.minus(age);
        checkpoints.startingWith(system + "/seen/").forEach((name, at) -> {
            if (Instant.parse(at).isBefore(limit)) {
                checkpoints.remove(name);
            }
        });
    }

    /** The customer message that waits on the review desk, so that it is not analysed and paid for again. */
    Optional<String> held(String ticketId) {
        return checkpoints.get(system + "/held/" + ticketId);
    }

    void held(String ticketId, TriageMarker marker) {
        checkpoints.put(system + "/held/" + ticketId, marker.text());
    }

    void notHeld(String ticketId) {
        checkpoints.remove(system + "/held/" + ticketId);
    }

    /** Tickets to try again, with when and how often they were tried. */
    Map<String, String> retries() {
        return checkpoints.startingWith(system + "/retry/");
    }

    void retry(String ticketId, Retry retry) {
        checkpoints.put(system + "/retry/" + ticketId, retry.text());
    }

    Optional<Retry> retry(String ticketId) {
        return checkpoints.get(system + "/retry/" + ticketId).map(Retry::of);
    }

    void noRetry(String ticketId) {
        checkpoints.remove(system + "/retry/" + ticketId);
    }

    /** The ticket in a name that one of the maps above has. */
    static String ticketOf(String name) {
        return name.substring(name.indexOf('/', name.indexOf('/') + 1) + 1);
    }

    /**
     * When to try again.
     *
     * @param tries how often it was tried
     * @param at not before
     */
    record Retry(int tries, Instant at) {
        String text() {
            return tries + " " + at;
        }

        static Retry of(String text) {
            int space = text.indexOf(' ');
            return new Retry(Integer.parseInt(text.substring(0, space)), Instant.parse(text.substring(space + 1)));
        }
    }
}

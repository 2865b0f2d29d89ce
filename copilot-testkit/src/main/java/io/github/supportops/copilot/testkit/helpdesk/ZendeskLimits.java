package io.github.supportops.copilot.testkit.helpdesk;

import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fake Zendesk's limits. Headers speak of whole minutes, so that a client that trusts them keeps to them. */
final class ZendeskLimits {
    private static final int UPDATES_OF_A_TICKET = 30;

    private final Duration minute;
    private CallWindow all;
    private CallWindow updates;
    private CallWindow exports;
    private long violations;

    ZendeskLimits(Duration minute) {
        this.minute = minute;
        this.all = new CallWindow(700, minute);
        this.updates = new CallWindow(100, minute);
        this.exports = new CallWindow(10, minute);
    }

    void set(int requests, int updatesOfTickets, int incrementalExports) {
        all = new CallWindow(requests, minute);
        updates = new CallWindow(updatesOfTickets, minute);
        exports = new CallWindow(incrementalExports, minute);
    }

    long violations() {
        return violations;
    }

    int inAMinute(int inTheSoCalled) {
        return (int) Math.min(
                Integer.MAX_VALUE, inTheSoCalled * Duration.ofMinutes(1).toMillis() / minute.toMillis());
    }

    int requestsPerMinute() {
        return inAMinute(all.most());
    }

    int updatesPerMinute() {
        return inAMinute(updates.most());
    }

    int exportsPerMinute() {
        return inAMinute(exports.most());
    }

    /** Null if the call may go on, otherwise the refusal. */
    @Nullable
    FakeReply refusal(FakeRequest request) {
        CallWindow special = special(request);
        if (special != null && !special.admits(1)) {
            return refused();
        }
        return all.admits(1) ? null : refused();
    }

    private @Nullable CallWindow special(FakeRequest request) {
        if (request.path().startsWith("/api/v2/incremental/")) {
            return exports;
        }
        return request.method().equals("PUT") ? updates : null;
    }

    /** Thirty updates of one ticket by one user in ten minutes. */
    @Nullable
    FakeReply refusalFor(ZendeskTicket ticket) {
        long now = System.nanoTime();
        Deque<Long> times = ticket.updatesByApi;
        while (!times.isEmpty() && now - times.getFirst() > 10 * minute.toNanos()) {
            times.removeFirst();
        }
        if (times.size() >= UPDATES_OF_A_TICKET) {
            return refused();
        }
        times.addLast(now);
        return null;
    }

    private FakeReply refused() {
        violations++;
        long seconds = Math.max(1, minute.toSeconds());
        return withHeaders(new FakeReply(
                        429,
                        Map.of("Content-Type", "text/plain"),
                        "Number of allowed API requests" + " per minute exceeded"))
                .header("Retry-After", Long.toString(seconds));
    }

    FakeReply withHeaders(FakeReply reply) {
        String limit = Integer.toString(requestsPerMinute());
        String remaining = Integer.toString(inAMinute(all.remaining()));
        return reply.header("X-Rate-Limit", limit)
                .header("X-Rate-Limit-Remaining", remaining)
                .header("ratelimit-limit", limit)
                .header("ratelimit-remaining", remaining)
                .header("ratelimit-reset", Long.toString(Math.max(1, minute.toSeconds())));
    }
}

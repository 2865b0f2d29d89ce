package io.github.supportops.copilot.helpdesk.zendesk;

import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.Pacer;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import java.time.Duration;

/**
 * Takes the account's limit from the headers, and waits for the next minute when nearly nothing is left of this one: then
 * other tools are busy, and the rest is theirs. Thread-safe.
 */
final class AnnouncedLimits {
    private final Pacer pacer;
    private final double share;
    private double known;

    AnnouncedLimits(Pacer pacer, double share) {
        this.pacer = pacer;
        this.share = share;
    }

    /** Exports and updates have limits of their own, so that only the headers of other calls mean the account. */
    synchronized void learn(Call call, Reply reply) {
        if (!call.lanes().equals(ZendeskApi.GENERAL)) {
            return;
        }
        double limit = reply.number("X-Rate-Limit")
                .or(() -> reply.number("ratelimit-limit"))
                .orElse(0.0);
        if (limit < 1) {
            return;
        }
        if (limit != known) {
            known = limit;
            pacer.limit(ZendeskApi.ALL, limit * share);
        }
        double remaining = reply.number("X-Rate-Limit-Remaining")
                .or(() -> reply.number("ratelimit-remaining"))
                .orElse(limit);
        double reset = reply.number("ratelimit-reset").orElse(0.0);
        if (remaining < limit / 10 && reset > 0) {
            pacer.pause(ZendeskApi.ALL, Duration.ofMillis((long) (1000 * Math.min(60, reset))));
        }
    }
}

package io.github.supportops.copilot.helpdesk.salesforce;

import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves a share of the org's calls of the last 24 hours to others. Every reply says how many were used; over the share
 * nothing is sent but one call every quarter of an hour, which sees whether the oldest calls have dropped out. Thread-safe.
 */
final class DailyLimit {
    static final Duration PROBE = Duration.ofMinutes(15);
    private static final Pattern USAGE = Pattern.compile("(?:^|;)\\s*api-usage=([0-9]{1,12})/([0-9]{1,12})\\s*(?:;|$)");

    private final double share;
    private final Time time;
    private boolean closed;
    private long opensNanos;

    DailyLimit(double share, Time time) {
        this.share = share;
        this.time = time;
    }

    /** Reads {@code Sforce-Limit-Info: api-usage=10018/100000; api-bursts=1/750}. */
    synchronized void observe(Reply reply) {
        reply.header("Sforce-Limit-Info")
                .map(USAGE::matcher)
                .filter(Matcher::find)
                .ifPresent(usage -> {
                    boolean over = Long.parseLong(usage.group(1)) >= share * Long.parseLong(usage.group(2));
                    if (over && !closed) {
                        close(PROBE);
                    }
                    closed = over;
                });
    }

    /** @throws HelpdeskUnavailableException if this call would take from the share of others */
    synchronized void admit(Call call) {
        if (!closed) {
            return;
        }
        Duration wait = Duration.ofNanos(opensNanos - time.nanoTime());
        if (!wait.isNegative() && !wait.isZero()) {
            throw stopped(call, wait);
        }
        opensNanos = time.nanoTime() + PROBE.toNanos();
    }

    /** The org has used all its calls, and said so with status 403. */
    synchronized HelpdeskUnavailableException exhausted(Call call, Duration asked) {
        Duration wait = asked.isZero() ? PROBE : asked;
        close(wait);
        return stopped(call, wait);
    }

    private void close(Duration wait) {
        closed = true;
        opensNanos = time.nanoTime() + wait.toNanos();
    }

    private HelpdeskUnavailableException stopped(Call call, Duration wait) {
        return new HelpdeskUnavailableException(
                call + " has to wait: the org has used " + Math.round(100 * share)
                        + " % or more of its API calls of the last 24 hours (setting dailyShare)",
                403,
                wait,
                false,
                null);
    }
}

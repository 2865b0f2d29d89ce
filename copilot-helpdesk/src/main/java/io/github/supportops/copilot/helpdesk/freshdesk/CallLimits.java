package io.github.supportops.copilot.helpdesk.freshdesk;

import io.github.supportops.copilot.helpdesk.internal.Pacer;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import java.util.List;

/**
 * The limits of an account, by class of call. The configured ones are the most that is ever used: an account may count by
 * the hour, and then its headers show a number that is no rate a minute. Thread-safe.
 */
final class CallLimits {
    private static final String ALL = "freshdesk";
    private static final String CREATES = "freshdesk-create";
    private static final String UPDATES = "freshdesk-update";
    private static final String LISTS = "freshdesk-list";

    /** Every call without a class of its own. */
    static final List<String> READ = List.of(ALL);

    /** A list of tickets. */
    static final List<String> LIST = List.of(ALL, LISTS);

    /** An update of a ticket. */
    static final List<String> UPDATE = List.of(ALL, UPDATES);

    /** A new note. */
    static final List<String> CREATE = List.of(ALL, CREATES);

    /** The look before an update, which takes the update's place too. */
    static final List<String> LOOK = UPDATE;

    /** Below this part of the limit the account's tools together are about to run into it. */
    private static final double NEARLY_USED_UP = 0.1;

    private final Pacer pacer;
    private final FreshdeskHelpdeskBuilder settings;
    private double scale = 1;

    CallLimits(Pacer pacer, FreshdeskHelpdeskBuilder settings) {
        this.pacer = pacer;
        this.settings = settings;
        apply();
    }

    /** Counts an update that was sent at once, behind its look. */
    void sentAtOnce() {
        pacer.charge(ALL, 1);
    }

    /** Learns from the headers that come with every reply. */
    synchronized void observe(Reply reply) {
        reply.number("X-RateLimit-Total").filter(total -> total > 0).ifPresent(total -> {
            double told = Math.min(1, total / settings.callsPerMinute);
            if (told != scale) {
                scale = told;
                apply();
            }
            boolean scarce = reply.number("X-RateLimit-Remaining")
                    .map(remaining -> remaining < NEARLY_USED_UP * total)
                    .orElse(false);
            if (scarce) {
                pacer.charge(ALL, 3);
            }
        });
        reply.number("X-RateLimit-Used-CurrentRequest")
                .ifPresent(credits -> pacer.charge(ALL, (int) Math.min(100, credits - 1)));
    }

    private void apply() {
        double part = settings.share * scale;
        pacer.limit(ALL, settings.callsPerMinute * part);
        pacer.limit(CREATES, settings.createsPerMinute * part);
        pacer.limit(UPDATES, settings.updatesPerMinute * part);
        pacer.limit(LISTS, settings.listsPerMinute * part);
    }
}

package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.helpdesk.internal.Time;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the parts of a sync share. */
record SyncSettings(
        Helpdesk helpdesk,
        TicketAnalyzer analyzer,
        TriagePolicy policy,
        AuditLog audit,
        @Nullable ReviewPolicy reviewPolicy,
        @Nullable ReviewQueue reviewQueue,
        boolean dryRun,
        Time time,
        Consumer<SyncEvent> listener) {}

package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.helpdesk.internal.Time;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQueue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds a {@link HelpdeskSync}. Not thread-safe. */
public final class HelpdeskSyncBuilder {
    private final Helpdesk helpdesk;
    private final TicketAnalyzer analyzer;
    private TriagePolicy policy = TriagePolicy.standard();
    private @Nullable Checkpoints checkpoints;
    private AuditLog audit = AuditLog.none();
    private @Nullable ReviewPolicy reviewPolicy;
    private @Nullable ReviewQueue reviewQueue;
    private @Nullable Instant since;
    private boolean dryRun;
    private int concurrency = 4;
    private Consumer<SyncEvent> listener = event -> {};
    private Time time = Time.system();

    HelpdeskSyncBuilder(Helpdesk helpdesk, TicketAnalyzer analyzer) {
        this.helpdesk = Objects.requireNonNull(helpdesk, "helpdesk");
        this.analyzer = Objects.requireNonNull(analyzer, "analyzer");
    }

    /** What is written, and when. Default: {@link TriagePolicy#standard()}. */
    public HelpdeskSyncBuilder policy(TriagePolicy writes) {
        this.policy = Objects.requireNonNull(writes, "policy");
        return this;
    }

    /** What is remembered over a restart. Required, unless this is a dry run. */
    public HelpdeskSyncBuilder checkpoints(Checkpoints remembered) {
        this.checkpoints = Objects.requireNonNull(remembered, "checkpoints");
        return this;
    }

    /** Where every write is recorded before it is sent. Default: nowhere. */
    public HelpdeskSyncBuilder audit(AuditLog log) {
        this.audit = Objects.requireNonNull(log, "audit");
        return this;
    }

    /**
     * What needs a person, and the desk where it waits; what is decided there is written by the next sweep. Default: nothing
     * waits, and the note says what to check.
     */
    public HelpdeskSyncBuilder reviews(ReviewPolicy reasons, ReviewQueue desk) {
        this.reviewPolicy = Objects.requireNonNull(reasons, "reasons");
        this.reviewQueue = Objects.requireNonNull(desk, "desk");
        return this;
    }

    /** Begins with the tickets that changed since this time. Default: where the last run ended, at first one day back. */
    public HelpdeskSyncBuilder since(Instant start) {
        this.since = start.truncatedTo(ChronoUnit.SECONDS);
        return this;
    }

    /** Tells what would be written instead of writing it; nothing is remembered either. Default: no. */
    public HelpdeskSyncBuilder dryRun(boolean wanted) {
        this.dryRun = wanted;
        return this;
    }

    /**
     * How many tickets are handled at one time. Default: 4; the help desk's limits rarely allow more.
     *
     * @throws IllegalArgumentException if it is not within 1 and 64
     */
    public HelpdeskSyncBuilder concurrency(int tickets) {
        if (tickets < 1 || tickets > 64) {
            throw new IllegalArgumentException("concurrency must be within 1 and 64: " + tickets);
        }
        this.concurrency = tickets;
        return this;
    }

    /** Is told what became of each ticket, on the thread that handled it; must be quick and thread-safe. Default: nobody. */
    public HelpdeskSyncBuilder listener(Consumer<SyncEvent> told) {
        this.listener = Objects.requireNonNull(told, "listener");
        return this;
    }

    HelpdeskSyncBuilder time(Time clock) {
        this.time = clock;
        return this;
    }

    /**
     * {@return the sync; nothing is called yet}
     *
     * @throws IllegalStateException if there are no checkpoints and this is no dry run
     */
    public HelpdeskSync build() {
        Checkpoints used = dryRun ? startingLike(checkpoints) : checkpoints;
        if (used == null) {
            throw new IllegalStateException(
                    "checkpoints(…) is required: without it a restart would read everything again; Checkpoints.file(path)"
                            + " keeps them in a file");
        }
        SyncSettings settings =
                new SyncSettings(helpdesk, analyzer, policy, audit, reviewPolicy, reviewQueue, dryRun, time, listener);
        return new HelpdeskSync(settings, used, since, concurrency);
    }

    /** A dry run begins where the real one would, and leaves no trace. */
    private Checkpoints startingLike(@Nullable Checkpoints real) {
        Checkpoints copy = Checkpoints.inMemory();
        if (real != null) {
            real.startingWith(helpdesk.system() + "/").forEach(copy::put);
        }
        return copy;
    }
}

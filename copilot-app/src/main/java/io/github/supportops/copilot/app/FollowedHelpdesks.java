package io.github.supportops.copilot.app;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.helpdesk.AuditLog;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The help desks that {@code serve} follows: those whose address and webhook secret are set. What a person should look at
 * goes to the review desk and is written once it is decided.
 */
final class FollowedHelpdesks implements AutoCloseable {
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(60);

    private final Surroundings surroundings;
    private final List<HelpdeskSync> syncs = new ArrayList<>();
    private final List<Thread> following = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private FollowedHelpdesks(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @throws SetupException if a help desk that is set cannot be used */
    static FollowedHelpdesks open(
            Surroundings surroundings,
            TicketAnalyzer analyzer,
            Store store,
            Path data,
            Map<HelpdeskName, Path> policies) {
        FollowedHelpdesks followed = new FollowedHelpdesks(surroundings);
        HelpdeskSettings settings = new HelpdeskSettings(surroundings);
        try {
            for (HelpdeskName name : HelpdeskName.values()) {
                if (settings.has(name) && settings.hasWebhookSecret(name)) {
                    TriagePolicy policy = PolicyFile.read(surroundings, policies.get(name));
                    followed.add(settings.open(name, policy), policy, analyzer, store, data);
                }
            }
            return followed;
        } catch (RuntimeException unusable) {
            followed.close();
            throw unusable;
        }
    }

    private void add(Helpdesk helpdesk, TriagePolicy policy, TicketAnalyzer analyzer, Store store, Path data) {
        opened.push(helpdesk);
        AuditLog audit = audit(surroundings.directory().resolve(data).resolve(helpdesk.system() + ".audit.jsonl"));
        opened.push(audit);
        HelpdeskSync sync = HelpdeskSync.builder(helpdesk, analyzer)
                .policy(policy)
                .checkpoints(new StoreCheckpoints(store.cursors()))
                .audit(audit)
                .reviews(ReviewPolicy.standard(), store.reviews())
                .build();
        opened.push(sync);
        sync.check();
        syncs.add(sync);
    }

    private static AuditLog audit(Path file) {
        try {
            return AuditLog.file(file);
        } catch (IOException unusable) {
            throw new SetupException(FailureKind.REQUEST, "The audit log " + file + " cannot be opened");
        }
    }

    List<HelpdeskSync> syncs() {
        return syncs;
    }

    /** Begins to follow; webhooks are taken from then on. */
    void start() {
        for (HelpdeskSync sync : syncs) {
            Thread thread = new Thread(() -> follow(sync), "copilot-follow-" + sync.system());
            thread.setDaemon(true);
            following.add(thread);
            thread.start();
        }
    }

    private void follow(HelpdeskSync sync) {
        try {
            sync.follow(BETWEEN_SWEEPS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            // The service goes on without this help desk; its webhooks are kept for the next start.
            surroundings
                    .err()
                    .println("copilot: " + sync.system() + " is not followed any more: "
                            + (ExitCode.of(failed) == ExitCode.INTERNAL
                                    ? failed.getClass().getName()
                                    : failed.getMessage()));
        }
    }

    @Override
    public void close() {
        syncs.forEach(HelpdeskSync::stop);
        while (!opened.isEmpty()) {
            closed(opened.pop());
        }
    }

    private void closed(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception failed) {
            surroundings
                    .err()
                    .println("copilot: closing failed: " + failed.getClass().getName());
        }
    }
}

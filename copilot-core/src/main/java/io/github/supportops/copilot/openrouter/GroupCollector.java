package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.internal.exchange.Scheduler.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers tickets that are asked for at about the same time, and lets them go as a group when it is full or the first has
 * waited long enough. Tickets of a group have the same instructions. Thread-safe; holds fewer tickets than a group has.
 */
final class GroupCollector {
    /** Next to a call of seconds nobody notices it, and tickets that are handed over one by one come much faster. */
    private static final Duration LINGER = Duration.ofMillis(20);

    private final Engine engine;
    private final int most;
    private List<GroupMember> waiting = new ArrayList<>();
    private Cancellable departure = () -> {};

    GroupCollector(Engine engine, int most) {
        this.engine = engine;
        this.most = most;
    }

    void add(GroupMember added) {
        List<List<GroupMember>> ready = new ArrayList<>();
        synchronized (this) {
            GroupMember member = withIdOfItsOwn(added);
            if (!waiting.isEmpty() && !waiting.get(0).front().equals(member.front())) {
                ready.add(taken());
            }
            waiting.add(member);
            if (waiting.size() == most) {
                ready.add(taken());
            } else if (waiting.size() == 1) {
                List<GroupMember> gathering = waiting;
                departure = engine.scheduler().schedule(LINGER, () -> departed(gathering));
            }
        }
        ready.forEach(this::start);
    }

    private GroupMember withIdOfItsOwn(GroupMember member) {
        boolean taken = waiting.stream().anyMatch(other -> other.id().equals(member.id()));
        return taken
                ? withIdOfItsOwn(new GroupMember(Markers.shortId(), member.ticket(), member.prompt(), member.future()))
                : member;
    }

    private void departed(List<GroupMember> gathering) {
        synchronized (this) {
            if (waiting != gathering) {
                return;
            }
            taken();
        }
        start(gathering);
    }

    private List<GroupMember> taken() {
        List<GroupMember> group = waiting;
        waiting = new ArrayList<>();
        departure.cancel();
        return group;
    }

    /** Whoever gave up while waiting is left behind. */
    private void start(List<GroupMember> group) {
        List<GroupMember> present =
                group.stream().filter(member -> !member.future().isDone()).toList();
        if (!present.isEmpty()) {
            new TicketGroup(engine, present).start();
        }
    }

    @Override
    public String toString() {
        return "GroupCollector[most=" + most + "]";
    }
}

package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.CallBudget;
import io.github.supportops.copilot.internal.exchange.HttpReply;
import io.github.supportops.copilot.internal.exchange.Scheduler;
import io.github.supportops.copilot.internal.retry.Circuit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call on its way. Its run takes care that one thread at a time looks at it. */
final class Call {
    final int number;
    final String model;
    final RequestShape shape;
    final Circuit.Pass pass;
    final CallBudget.Reservation reservation;

    @Nullable
    CompletableFuture<HttpReply> sending;

    private final Scheduler scheduler;
    private final long startedAt;
    private boolean settled;

    Call(
            int number,
            String model,
            RequestShape shape,
            Circuit.Pass pass,
            CallBudget.Reservation reservation,
            Scheduler scheduler) {
        this.number = number;
        this.model = model;
        this.shape = shape;
        this.pass = pass;
        this.reservation = reservation;
        this.scheduler = scheduler;
        this.startedAt = scheduler.nanoTime();
    }

    /** {@return what the ledger will say of it, with the time it took until now} */
    Attempt.Builder attempt(AttemptOutcome outcome) {
        return Attempt.builder(number, model, outcome).duration(Duration.ofNanos(scheduler.nanoTime() - startedAt));
    }

    /** Tells the budget what it cost; again does nothing. */
    void settle(Attempt attempt) {
        if (!settled) {
            settled = true;
            reservation.settle(attempt);
        }
    }

    /** Closes its connection. */
    void cutOff() {
        CompletableFuture<HttpReply> reply = sending;
        if (reply != null) {
            reply.cancel(true);
        }
    }
}

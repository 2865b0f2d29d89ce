package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.CallBudget;
import io.github.supportops.copilot.CallBudget.CallEstimate;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.internal.exchange.CallLimiter.Permit;
import io.github.supportops.copilot.internal.exchange.Deadline;
import io.github.supportops.copilot.internal.exchange.HttpReply;
import io.github.supportops.copilot.internal.exchange.Scheduler.Cancellable;
import io.github.supportops.copilot.internal.reply.ProviderFailure;
import io.github.supportops.copilot.internal.reply.ReplyClassifier;
import io.github.supportops.copilot.internal.reply.TransportFailures;
import io.github.supportops.copilot.internal.retry.Circuit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One inquiry from the first call to its end: asks, reads, asks again, retries, falls back, and keeps the ledger. Moves
 * from callback to callback and holds no thread while it waits. {@link Steps} takes every step by itself and holds no lock
 * meanwhile, so listeners, budgets and what hangs on the future may call back.
 */
final class AnalysisRun<T> {
    private final Engine engine;
    private final Inquiry<T> inquiry;
    private final CompletableFuture<T> future;
    private final Deadline deadline;
    private final Steps steps = new Steps();
    private final List<Attempt> ledger = new ArrayList<>();
    private final Course course;
    private final AnswerHandling<T> answers;
    private final FailureHandling failures;

    private boolean finished;
    private @Nullable Call inFlight;
    private Circuit.@Nullable Pass pass;
    private Cancellable watch = () -> {};
    private Cancellable wait = () -> {};
    private @Nullable CompletableFuture<Permit> turn;
    private @Nullable Permit permit;

    AnalysisRun(Engine engine, Inquiry<T> inquiry, CompletableFuture<T> future) {
        this(engine, inquiry, future, Deadline.in(engine.limits().deadline(), engine.scheduler()), List.of());
    }

    /** Goes on with what began elsewhere: its deadline is running, and its calls are in the ledger. */
    AnalysisRun(
            Engine engine, Inquiry<T> inquiry, CompletableFuture<T> future, Deadline deadline, List<Attempt> earlier) {
        this.engine = engine;
        this.inquiry = inquiry;
        this.future = future;
        this.deadline = deadline;
        this.ledger.addAll(earlier);
        this.course = new Course(engine.limits(), inquiry);
        this.answers = new AnswerHandling<>(this, engine, course, inquiry);
        this.failures = new FailureHandling(this, engine, course);
    }

    // -- The way to a call --------------------------------------------------------------------------------------------

    void start() {
        step(() -> {
            watch = engine.scheduler().schedule(deadline.remaining(), this::deadlinePassed);
            attempt();
        });
    }

    private void step(Runnable body) {
        step(body, () -> {});
    }

    /** Takes a step, or another one when the run is over. What a step throws is a defect; it ends the run, not its caller. */
    private void step(Runnable body, Runnable whenOver) {
        steps.take(() -> {
            if (finished) {
                whenOver.run();
                return;
            }
            try {
                body.run();
            } catch (RuntimeException | Error defect) {
                breakOff(defect);
            }
        });
    }

    /** Makes the next call as soon as it may be made. */
    void attempt() {
        Circuit circuit = engine.models().circuit(course.model());
        pass = circuit.tryPass().orElse(null);
        if (pass == null) {
            giveUpModel(Failures.resting(circuit.askAgainAfter()));
            return;
        }
        CompletableFuture<Permit> asked = engine.limiter().acquire();
        turn = asked;
        asked.whenComplete(this::permitted);
    }

    private void permitted(@Nullable Permit given, @Nullable Throwable refused) {
        if (given == null) {
            step(() -> fail(Failures.busy(ledger)));
        } else {
            step(() -> send(given), given::release);
        }
    }

    private void send(Permit given) {
        turn = null;
        permit = given;
        String model = course.model();
        RequestShape shape = engine.models().shape(model);
        byte[] body = inquiry.writer().write(model, shape, course.messages(), course.maxTokens());
        Optional<CallBudget.Reservation> reservation =
                engine.callBudget().tryReserve(new CallEstimate(model, body.length, course.maxTokens()));
        if (reservation.isEmpty()) {
            fail(Failures.overBudget(ledger));
            return;
        }
        Call call = new Call(
                ledger.size() + 1, model, shape, Objects.requireNonNull(pass), reservation.get(), engine.scheduler());
        inFlight = call;
        engine.listener().attemptStarted(inquiry.ticketId(), model, call.number);
        CompletableFuture<HttpReply> sending = engine.exchange().send(body);
        call.sending = sending;
        sending.whenComplete((reply, failure) -> {
            given.release();
            step(() -> read(call, reply, failure));
        });
    }

    private void read(Call call, @Nullable HttpReply reply, @Nullable Throwable failure) {
        if (reply == null) {
            failures.failed(call, TransportFailures.of(unwrapped(failure)));
            return;
        }
        ReplyClassifier.Classified classified =
                engine.classifier().classify(reply, engine.scheduler().now());
        if (classified.failure() != null) {
            failures.failed(call, classified.failure());
        } else if (classified.response() != null) {
            call.pass.succeeded();
            failures.recovered();
            answers.answered(call, classified.response());
        }
    }

    // -- From one call to the next ------------------------------------------------------------------------------------

    /** Calls again after a while. */
    void attemptAfter(Duration delay) {
        if (delay.isZero()) {
            attempt();
        } else {
            wait = engine.scheduler().schedule(delay, () -> step(this::attempt));
        }
    }

    /** Goes on with the next model, or ends with this failure when there is none. */
    void giveUpModel(ProviderFailure failure) {
        if (!nextModel()) {
            fail(Failures.of(failure, ledger));
        }
    }

    /** Goes on with the next model from the beginning; false when there is none. */
    boolean nextModel() {
        if (!course.hasNextModel() || deadline.isOver()) {
            return false;
        }
        String given = course.model();
        course.nextModel();
        engine.listener().fellBack(inquiry.ticketId(), given, course.model());
        attempt();
        return true;
    }

    // -- The end ------------------------------------------------------------------------------------------------------

    private void deadlinePassed() {
        step(() -> {
            stop(AttemptOutcome.TIMED_OUT, FailureKind.DEADLINE);
            fail(Failures.late(engine.limits().deadline(), ledger));
        });
    }

    /** The future was cancelled, or completed by somebody else; nobody waits for this run any more. */
    void cancelled() {
        step(() -> {
            stop(AttemptOutcome.CANCELLED, null);
            finish(() -> {});
        });
    }

    /** Something threw that must not; that is passed on as it is, for it is no failure of the analysis. */
    private void breakOff(Throwable defect) {
        try {
            stop(AttemptOutcome.FAILED, null);
        } finally {
            finish(() -> future.completeExceptionally(defect));
        }
    }

    /** Cuts off the call in flight and marks it, since the provider may finish and bill it. */
    private void stop(AttemptOutcome outcome, @Nullable FailureKind kind) {
        Call call = inFlight;
        if (call != null) {
            call.cutOff();
            record(call, call.attempt(outcome).failure(kind).possiblyBilled(true));
        }
        if (turn != null) {
            turn.cancel(false);
        }
    }

    void succeed(T result) {
        finish(() -> {
            inquiry.completed(engine.listener(), result);
            future.complete(result);
        });
    }

    void fail(AnalysisException failure) {
        finish(() -> {
            inquiry.failed(engine.listener(), failure);
            future.completeExceptionally(failure);
        });
    }

    private void finish(Runnable last) {
        finished = true;
        watch.cancel();
        wait.cancel();
        if (pass != null) {
            pass.abandoned();
        }
        if (permit != null) {
            permit.release();
        }
        last.run();
    }

    /** Writes a call that is over into the ledger. */
    void record(Call call, Attempt.Builder attempt) {
        Attempt done = attempt.sharedBy(inquiry.tickets()).build();
        inFlight = null;
        ledger.add(done);
        call.settle(done);
        engine.listener().attemptFinished(inquiry.ticketId(), done);
    }

    /** Settles a call that the server never saw; it is not for the ledger. */
    void unsent(Call call, FailureKind kind) {
        Attempt unsent = call.attempt(AttemptOutcome.FAILED)
                .failure(kind)
                .detail("not sent")
                .build();
        inFlight = null;
        call.settle(unsent);
        engine.listener().attemptFinished(inquiry.ticketId(), unsent);
    }

    List<Attempt> ledger() {
        return ledger;
    }

    Duration remaining() {
        return deadline.remaining();
    }

    Duration elapsed() {
        return deadline.elapsed();
    }

    private static Throwable unwrapped(@Nullable Throwable failure) {
        if (failure == null) {
            return new IllegalStateException("The exchange ended without a reply");
        }
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

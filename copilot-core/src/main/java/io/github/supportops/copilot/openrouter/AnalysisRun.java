package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.CallBudget;
import io.github.supportops.copilot.CallBudget.CallEstimate;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.internal.exchange.CallLimiter.Permit;
import io.github.supportops.copilot.internal.exchange.Deadline;
import io.github.supportops.copilot.internal.exchange.HttpReply;
import io.github.supportops.copilot.internal.exchange.Scheduler.Cancellable;
import io.github.supportops.copilot.internal.reply.ChatResponse;
import io.github.supportops.copilot.internal.reply.ProviderFailure;
import io.github.supportops.copilot.internal.reply.Repair;
import io.github.supportops.copilot.internal.reply.ReplyClassifier;
import io.github.supportops.copilot.internal.reply.TransportFailures;
import io.github.supportops.copilot.internal.retry.Circuit;
import io.github.supportops.copilot.prompt.PromptMessage;
import io.github.supportops.copilot.schema.ValidationIssue;
import io.github.supportops.copilot.schema.ValidationIssue.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
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

    private List<PromptMessage> messages;
    private int maxTokens;
    private int modelIndex;
    private int answers;
    private int retries;
    private int retriesTaken;
    private int throttledRetriesTaken;
    private int resends;
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
        this.messages = inquiry.prompt().messages();
        this.maxTokens = inquiry.maxTokens();
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

    private void attempt() {
        Circuit circuit = engine.models().circuit(model());
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
        String model = model();
        RequestShape shape = engine.models().shape(model);
        byte[] body = inquiry.writer().write(model, shape, messages, maxTokens);
        Optional<CallBudget.Reservation> reservation =
                engine.callBudget().tryReserve(new CallEstimate(model, body.length, maxTokens));
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
            failed(call, TransportFailures.of(unwrapped(failure)));
            return;
        }
        ReplyClassifier.Classified classified =
                engine.classifier().classify(reply, engine.scheduler().now());
        if (classified.failure() != null) {
            failed(call, classified.failure());
        } else if (classified.response() != null) {
            answered(call, classified.response());
        }
    }

    // -- An answer ----------------------------------------------------------------------------------------------------

    private void answered(Call call, ChatResponse response) {
        call.pass.succeeded();
        engine.retryBudget().succeeded(retriesTaken, throttledRetriesTaken);
        retriesTaken = 0;
        throttledRetriesTaken = 0;
        Finding<T> finding = inquiry.find(response);
        if (finding instanceof Finding.Accepted<T> accepted) {
            succeed(call, response, accepted);
        } else if (response.refused() || response.finish() == ChatResponse.Finish.FILTERED) {
            record(call, spoken(call, response, AttemptOutcome.INVALID_ANSWER).failure(FailureKind.REFUSAL));
            if (!nextModel()) {
                fail(Failures.refusal(ledger));
            }
        } else if (finding instanceof Finding.Rejected<T> rejected) {
            reject(call, response, rejected.issues());
        }
    }

    private void succeed(Call call, ChatResponse response, Finding.Accepted<T> accepted) {
        List<String> repairs = repairs(call, response, accepted);
        record(call, spoken(call, response, accepted.outcome()).repairs(repairs));
        if (!repairs.isEmpty()) {
            engine.listener().repaired(inquiry.ticketId(), repairs);
        }
        Provenance provenance = Provenance.builder("openrouter")
                .model(response.model() == null ? call.model : response.model())
                .prompt(inquiry.prompt().identity())
                .schemaVersion(engine.schema().version())
                .attempts(ledger)
                .repairs(repairs)
                .duration(deadline.elapsed())
                .build();
        T result = accepted.result().apply(provenance);
        finish(() -> {
            inquiry.completed(engine.listener(), result);
            future.complete(result);
        });
    }

    private static List<String> repairs(Call call, ChatResponse response, Finding.Accepted<?> accepted) {
        List<Repair> all = new ArrayList<>(response.repairs());
        if (call.shape.mode() == AnswerMode.TOOL_CALL) {
            all.remove(Repair.TOOL_CALL);
        }
        all.addAll(accepted.repairs());
        return all.stream().distinct().map(Repair::wireName).toList();
    }

    private void reject(Call call, ChatResponse response, List<ValidationIssue> issues) {
        boolean cut = issues.get(0).code() == Code.TRUNCATED;
        record(
                call,
                spoken(call, response, AttemptOutcome.INVALID_ANSWER)
                        .failure(cut ? FailureKind.TRUNCATED_ANSWER : FailureKind.INVALID_ANSWER)
                        .detail(issues.stream()
                                .map(issue -> issue.path() + " " + issue.code())
                                .collect(Collectors.joining("; "))));
        answers++;
        if (answers >= engine.limits().maxAnswers()) {
            if (!nextModel()) {
                fail(Failures.invalidAnswer(issues, ledger));
            }
            return;
        }
        engine.listener().reAsked(inquiry.ticketId(), issues);
        if (cut) {
            maxTokens = Math.min(maxTokens * 2, inquiry.maxTokens() * RunLimits.MOST_ROOM);
        } else {
            messages = ReAsk.messages(inquiry.prompt(), response.text(), issues);
        }
        attempt();
    }

    private static Attempt.Builder spoken(Call call, ChatResponse response, AttemptOutcome outcome) {
        return call.attempt(outcome)
                .status(200)
                .usage(response.usage())
                .possiblyBilled(!response.usageReported())
                .responseId(response.id())
                .answeredBy(response.model());
    }

    // -- A failure ----------------------------------------------------------------------------------------------------

    private void failed(Call call, ProviderFailure failure) {
        if (failure.action() == ProviderFailure.Action.RESEND) {
            resend(call, failure);
            return;
        }
        health(call, failure);
        Optional<RequestShape> other = failure.action() == ProviderFailure.Action.NEGOTIATE
                ? Negotiation.next(call.shape, failure.words())
                : Optional.empty();
        record(
                call,
                call.attempt(other.isPresent() ? AttemptOutcome.MODE_REFUSED : AttemptOutcome.FAILED)
                        .failure(failure.kind())
                        .status(failure.status())
                        .detail(failure.message())
                        .retryAfter(failure.retryAfter())
                        .usage(failure.usage())
                        .possiblyBilled(failure.possiblyBilled()));
        switch (failure.action()) {
            case RETRY, RETRY_AT_ONCE -> retry(failure);
            case NEGOTIATE -> negotiate(call, other, failure);
            case ASK_AGAIN -> askAgain(failure);
            case NEXT_MODEL -> giveUpModel(failure);
            case STOP, RESEND -> fail(Failures.of(failure, ledger));
        }
    }

    private static void health(Call call, ProviderFailure failure) {
        switch (failure.kind()) {
            case PROVIDER_ERROR, CONNECTION -> call.pass.failed();
            default -> call.pass.abandoned();
        }
    }

    /** The server never saw the call, so it is no attempt; the pause lets a stream come free. */
    private void resend(Call call, ProviderFailure failure) {
        Attempt unsent = call.attempt(AttemptOutcome.FAILED)
                .failure(failure.kind())
                .detail("not sent")
                .build();
        inFlight = null;
        call.pass.abandoned();
        call.settle(unsent);
        engine.listener().attemptFinished(inquiry.ticketId(), unsent);
        resends++;
        pause(Duration.ofMillis(Math.min(200, 5L * resends)));
    }

    private void retry(ProviderFailure failure) {
        retries++;
        boolean mayRetry =
                retries <= engine.limits().maxRetries() && engine.retryBudget().tryTake(failure.throttled());
        if (!mayRetry) {
            giveUpModel(failure);
            return;
        }
        if (failure.throttled()) {
            throttledRetriesTaken++;
        } else {
            retriesTaken++;
        }
        boolean atOnce = failure.action() == ProviderFailure.Action.RETRY_AT_ONCE && retries == 1;
        Duration delay =
                atOnce ? Duration.ZERO : engine.backoff().delay(retries, failure.throttled(), failure.retryAfter());
        if (delay.compareTo(deadline.remaining()) >= 0) {
            giveUpModel(failure);
        } else {
            pause(delay);
        }
    }

    private void pause(Duration delay) {
        if (delay.isZero()) {
            attempt();
        } else {
            wait = engine.scheduler().schedule(delay, () -> step(this::attempt));
        }
    }

    private void negotiate(Call call, Optional<RequestShape> other, ProviderFailure failure) {
        boolean alreadyLearned = engine.models().shape(call.model) != call.shape;
        if (alreadyLearned) {
            attempt();
        } else if (other.isPresent()) {
            engine.models().learn(call.model, other.get());
            attempt();
        } else {
            giveUpModel(failure);
        }
    }

    private void askAgain(ProviderFailure failure) {
        answers++;
        if (answers < engine.limits().maxAnswers()) {
            attempt();
        } else {
            giveUpModel(failure);
        }
    }

    private void giveUpModel(ProviderFailure failure) {
        if (!nextModel()) {
            fail(Failures.of(failure, ledger));
        }
    }

    /** Goes on with the next model from the beginning; false when there is none. */
    private boolean nextModel() {
        if (modelIndex + 1 >= engine.limits().models().size() || deadline.isOver()) {
            return false;
        }
        String given = model();
        modelIndex++;
        answers = 0;
        retries = 0;
        messages = inquiry.prompt().messages();
        maxTokens = inquiry.maxTokens();
        engine.listener().fellBack(inquiry.ticketId(), given, model());
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

    private void fail(AnalysisException failure) {
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

    private void record(Call call, Attempt.Builder attempt) {
        Attempt done = attempt.sharedBy(inquiry.tickets()).build();
        inFlight = null;
        ledger.add(done);
        call.settle(done);
        engine.listener().attemptFinished(inquiry.ticketId(), done);
    }

    private String model() {
        return engine.limits().models().get(modelIndex);
    }

    private static Throwable unwrapped(@Nullable Throwable failure) {
        if (failure == null) {
            return new IllegalStateException("The exchange ended without a reply");
        }
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

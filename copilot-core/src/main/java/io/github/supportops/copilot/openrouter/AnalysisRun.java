package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.CallBudget;
import io.github.supportops.copilot.CallBudget.CallEstimate;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.internal.exchange.CallLimiter.Permit;
import io.github.supportops.copilot.internal.exchange.Deadline;
import io.github.supportops.copilot.internal.exchange.HttpReply;
import io.github.supportops.copilot.internal.exchange.Scheduler.Cancellable;
import io.github.supportops.copilot.internal.reply.AnswerVerdict;
import io.github.supportops.copilot.internal.reply.ChatResponse;
import io.github.supportops.copilot.internal.reply.LogProbabilities;
import io.github.supportops.copilot.internal.reply.ProviderFailure;
import io.github.supportops.copilot.internal.reply.Repair;
import io.github.supportops.copilot.internal.reply.ReplyClassifier;
import io.github.supportops.copilot.internal.reply.TransportFailures;
import io.github.supportops.copilot.internal.retry.Circuit;
import io.github.supportops.copilot.prompt.Prompt;
import io.github.supportops.copilot.prompt.PromptMessage;
import io.github.supportops.copilot.schema.ValidationIssue;
import io.github.supportops.copilot.schema.ValidationIssue.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One analysis from the first call to its end: asks, reads, asks again, retries, falls back, and keeps the ledger. Moves
 * from callback to callback and holds no thread while it waits. Every step is taken under the lock of the run; the future
 * is completed outside of it.
 */
final class AnalysisRun {
    private final Engine engine;
    private final Ticket ticket;
    private final Prompt prompt;
    private final AnalysisFuture future;
    private final Deadline deadline;
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
    private @Nullable Runnable ending;
    private @Nullable Call inFlight;
    private @Nullable Circuit probed;
    private Cancellable watch = () -> {};
    private Cancellable wait = () -> {};
    private @Nullable CompletableFuture<Permit> turn;

    AnalysisRun(Engine engine, Ticket ticket, Prompt prompt, AnalysisFuture future) {
        this.engine = engine;
        this.ticket = ticket;
        this.prompt = prompt;
        this.future = future;
        this.deadline = Deadline.in(engine.limits().deadline(), engine.scheduler());
        this.messages = prompt.messages();
        this.maxTokens = engine.limits().maxTokens();
    }

    /** A call on its way. */
    private final class Call {
        private final int number = ledger.size() + 1;
        private final String model = model();
        private final RequestShape shape = engine.models().shape(model);
        private final Circuit circuit = engine.models().circuit(model);
        private final long startedAt = engine.scheduler().nanoTime();
        private CallBudget.@Nullable Reservation reservation;
        private @Nullable CompletableFuture<HttpReply> sending;

        Attempt.Builder attempt(AttemptOutcome outcome) {
            return Attempt.builder(number, model, outcome)
                    .duration(Duration.ofNanos(engine.scheduler().nanoTime() - startedAt));
        }
    }

    // -- The way to a call --------------------------------------------------------------------------------------------

    void start() {
        step(() -> {
            watch = engine.scheduler().schedule(engine.limits().deadline(), this::deadlinePassed);
            attempt();
        });
    }

    /** Takes a step under the lock, then does outside of it what ended the run. */
    private void step(Runnable body) {
        if (Thread.holdsLock(this)) {
            body.run();
            return;
        }
        Runnable ended;
        synchronized (this) {
            body.run();
            ended = ending;
            ending = null;
        }
        if (ended != null) {
            ended.run();
        }
    }

    private void attempt() {
        Optional<Duration> blocked = engine.models().circuit(model()).tryPass();
        if (blocked.isPresent()) {
            giveUpModel(new ProviderFailure(
                    FailureKind.CIRCUIT_OPEN,
                    ProviderFailure.Action.NEXT_MODEL,
                    null,
                    "Recent calls to the model kept failing, so none was made. Try again later.",
                    blocked.get(),
                    false,
                    false,
                    TokenUsage.none(),
                    ""));
            return;
        }
        probed = engine.models().circuit(model());
        CompletableFuture<Permit> asked = engine.limiter().acquire();
        turn = asked;
        asked.whenComplete(this::permitted);
    }

    private void permitted(@Nullable Permit permit, @Nullable Throwable refused) {
        step(() -> {
            turn = null;
            if (permit != null) {
                if (finished) {
                    permit.release();
                } else {
                    send(permit);
                }
            } else if (!finished) {
                fail(Failures.of(
                        FailureKind.BUSY,
                        "Too many analyses are waiting for their turn. Slow down or raise maxWaitingCalls.",
                        null,
                        null,
                        ledger));
            }
        });
    }

    private void send(Permit permit) {
        Call call = new Call();
        byte[] body = engine.writer().write(call.model, call.shape, messages, maxTokens);
        Optional<CallBudget.Reservation> reservation =
                engine.callBudget().tryReserve(new CallEstimate(call.model, body.length, maxTokens));
        if (reservation.isEmpty()) {
            permit.release();
            fail(Failures.of(
                    FailureKind.BUDGET,
                    "The budget does not cover the worst case of one more call. Raise it to go on.",
                    null,
                    null,
                    ledger));
            return;
        }
        call.reservation = reservation.get();
        inFlight = call;
        engine.listener().attemptStarted(ticket.id(), call.model, call.number);
        CompletableFuture<HttpReply> sending = engine.exchange().send(body);
        call.sending = sending;
        sending.whenComplete((reply, failure) -> {
            permit.release();
            arrived(call, reply, failure);
        });
    }

    private void arrived(Call call, @Nullable HttpReply reply, @Nullable Throwable failure) {
        step(() -> {
            if (!finished) {
                read(call, reply, failure);
            }
        });
    }

    private void read(Call call, @Nullable HttpReply reply, @Nullable Throwable failure) {
        inFlight = null;
        probed = null;
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
        call.circuit.succeeded();
        engine.retryBudget().succeeded(retriesTaken, throttledRetriesTaken);
        retriesTaken = 0;
        throttledRetriesTaken = 0;
        AnswerVerdict verdict = verdict(response);
        if (verdict instanceof AnswerVerdict.Accepted accepted) {
            succeed(call, response, accepted);
        } else if (response.refused() || response.finish() == ChatResponse.Finish.FILTERED) {
            record(call, spoken(call, response, AttemptOutcome.INVALID_ANSWER).failure(FailureKind.REFUSAL));
            if (!nextModel()) {
                fail(Failures.refusal(ledger));
            }
        } else if (verdict instanceof AnswerVerdict.Rejected rejected) {
            reject(call, response, rejected.issues());
        }
    }

    private AnswerVerdict verdict(ChatResponse response) {
        boolean cut = response.finish() == ChatResponse.Finish.LENGTH;
        if (cut && !response.text().strip().endsWith("}")) {
            return new AnswerVerdict.Rejected(List.of(new ValidationIssue(
                    "$", Code.TRUNCATED, "the answer was cut off before it was complete; answer more briefly")));
        }
        return engine.validator().validate(response.text(), ticket);
    }

    private void succeed(Call call, ChatResponse response, AnswerVerdict.Accepted accepted) {
        List<String> repairs = repairs(call, response, accepted);
        record(call, spoken(call, response, AttemptOutcome.VALID).repairs(repairs));
        if (!repairs.isEmpty()) {
            engine.listener().repaired(ticket.id(), repairs);
        }
        Provenance provenance = Provenance.builder("openrouter")
                .model(response.model() == null ? call.model : response.model())
                .prompt(prompt.identity())
                .schemaVersion(engine.schema().version())
                .attempts(ledger)
                .repairs(repairs)
                .duration(deadline.elapsed())
                .build();
        AnalysisResult result = AnalysisResult.builder(ticket.id(), accepted.analysis(), provenance)
                .explanation(accepted.explanation())
                .confidence(LogProbabilities.confidence(response.logProbabilities(), accepted.analysis()))
                .build();
        finish(() -> {
            engine.listener().completed(result);
            future.complete(result);
        });
    }

    private static List<String> repairs(Call call, ChatResponse response, AnswerVerdict.Accepted accepted) {
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
        engine.listener().reAsked(ticket.id(), issues);
        if (cut) {
            maxTokens = Math.min(maxTokens * 2, engine.limits().maxTokens() * RunLimits.MOST_ROOM);
        } else {
            messages = ReAsk.messages(prompt, response.text(), issues);
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
        health(call, failure);
        if (failure.action() == ProviderFailure.Action.RESEND) {
            resend(call, failure);
            return;
        }
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
            case RETRY -> retry(failure);
            case NEGOTIATE -> negotiate(call, other, failure);
            case ASK_AGAIN -> askAgain(failure);
            case NEXT_MODEL -> giveUpModel(failure);
            case STOP, RESEND -> fail(Failures.of(failure, ledger));
        }
    }

    private static void health(Call call, ProviderFailure failure) {
        switch (failure.kind()) {
            case PROVIDER_ERROR, CONNECTION -> call.circuit.failed();
            default -> call.circuit.abandoned();
        }
    }

    /** The server never saw the call, so it is no attempt; the pause lets a stream come free. */
    private void resend(Call call, ProviderFailure failure) {
        Attempt unsent = call.attempt(AttemptOutcome.FAILED)
                .failure(failure.kind())
                .detail("not sent")
                .build();
        settle(call, unsent);
        engine.listener().attemptFinished(ticket.id(), unsent);
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
        Duration delay = engine.backoff().delay(retries, failure.throttled(), failure.retryAfter());
        if (delay.compareTo(deadline.remaining()) >= 0) {
            giveUpModel(failure);
        } else {
            pause(delay);
        }
    }

    private void pause(Duration delay) {
        wait = engine.scheduler().schedule(delay, this::resume);
    }

    private void resume() {
        step(() -> {
            if (!finished) {
                attempt();
            }
        });
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
        messages = prompt.messages();
        maxTokens = engine.limits().maxTokens();
        engine.listener().fellBack(ticket.id(), given, model());
        attempt();
        return true;
    }

    // -- The end ------------------------------------------------------------------------------------------------------

    private void deadlinePassed() {
        stop(AttemptOutcome.TIMED_OUT);
    }

    void cancelled() {
        stop(AttemptOutcome.CANCELLED);
    }

    /** Ends the run from outside; the call in flight is cut off and marked, since the provider may finish and bill it. */
    private void stop(AttemptOutcome outcome) {
        step(() -> {
            if (finished) {
                return;
            }
            Call call = inFlight;
            CompletableFuture<Permit> waiting = turn;
            if (call != null) {
                record(
                        call,
                        call.attempt(outcome)
                                .failure(outcome == AttemptOutcome.TIMED_OUT ? FailureKind.DEADLINE : null)
                                .possiblyBilled(true));
            }
            if (probed != null) {
                probed.abandoned();
            }
            finish(() -> {
                cutOff(call, waiting);
                if (outcome == AttemptOutcome.TIMED_OUT) {
                    late();
                }
            });
        });
    }

    private static void cutOff(@Nullable Call call, @Nullable CompletableFuture<Permit> waiting) {
        if (call != null && call.sending != null) {
            call.sending.cancel(true);
        }
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private void late() {
        AnalysisException late = Failures.of(
                FailureKind.DEADLINE,
                "No valid answer arrived within " + engine.limits().deadline().toMillis()
                        + " ms. Raise the deadline or try again later.",
                null,
                null,
                ledger);
        engine.listener().failed(ticket.id(), late);
        future.completeExceptionally(late);
    }

    private void fail(AnalysisException failure) {
        finish(() -> {
            engine.listener().failed(ticket.id(), failure);
            future.completeExceptionally(failure);
        });
    }

    private void finish(Runnable last) {
        finished = true;
        ending = last;
        watch.cancel();
        wait.cancel();
    }

    private void record(Call call, Attempt.Builder attempt) {
        Attempt done = attempt.build();
        ledger.add(done);
        settle(call, done);
        engine.listener().attemptFinished(ticket.id(), done);
    }

    private static void settle(Call call, Attempt attempt) {
        if (call.reservation != null) {
            call.reservation.settle(attempt);
            call.reservation = null;
        }
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

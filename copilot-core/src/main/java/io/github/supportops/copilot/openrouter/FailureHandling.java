package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.internal.reply.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/** What an {@link AnalysisRun} does when a call brought no answer: one way of going on for each action. */
final class FailureHandling {
    private final AnalysisRun<?> run;
    private final Engine engine;
    private final Course course;
    private int retriesTaken;
    private int throttledRetriesTaken;
    private int resends;

    FailureHandling(AnalysisRun<?> run, Engine engine, Course course) {
        this.run = run;
        this.engine = engine;
        this.course = course;
    }

    /** Gives back to the shared budget what was taken, since a model answered. */
    void recovered() {
        engine.retryBudget().succeeded(retriesTaken, throttledRetriesTaken);
        retriesTaken = 0;
        throttledRetriesTaken = 0;
    }

    /** Repeats the call in the way that fits the failure, or ends the analysis with it. */
    void failed(Call call, ProviderFailure failure) {
        if (failure.action() == ProviderFailure.Action.RESEND) {
            resend(call, failure);
            return;
        }
        health(call, failure);
        Optional<RequestShape> other = failure.action() == ProviderFailure.Action.NEGOTIATE
                ? Negotiation.next(call.shape, failure.words())
                : Optional.empty();
        run.record(
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
            case RECONNECT -> reconnect(failure);
            case NEGOTIATE -> negotiate(call, other, failure);
            case ASK_AGAIN -> askAgain(failure);
            case NEXT_MODEL -> run.giveUpModel(failure);
            case STOP, RESEND -> run.fail(Failures.of(failure, run.ledger()));
        }
    }

    private static void health(Call call, ProviderFailure failure) {
        boolean failing = failure.kind() == FailureKind.PROVIDER_ERROR || failure.kind() == FailureKind.CONNECTION;
        if (failing && failure.action() != ProviderFailure.Action.RECONNECT) {
            call.pass.failed();
        } else {
            call.pass.abandoned();
        }
    }

    /** The server never saw the call, so it is no attempt; the pause lets a stream come free. */
    private void resend(Call call, ProviderFailure failure) {
        call.pass.abandoned();
        run.unsent(call, failure.kind());
        resends++;
        run.attemptAfter(Duration.ofMillis(Math.min(200, 5L * resends)));
    }

    private void retry(ProviderFailure failure) {
        int retry = course.retry();
        boolean mayRetry = course.mayRetry() && engine.retryBudget().tryTake(failure.throttled());
        if (!mayRetry) {
            run.giveUpModel(failure);
            return;
        }
        if (failure.throttled()) {
            throttledRetriesTaken++;
        } else {
            retriesTaken++;
        }
        boolean atOnce = failure.action() == ProviderFailure.Action.RETRY_AT_ONCE && retry == 1;
        Duration delay =
                atOnce ? Duration.ZERO : engine.backoff().delay(retry, failure.throttled(), failure.retryAfter());
        if (delay.compareTo(run.remaining()) >= 0) {
            run.giveUpModel(failure);
        } else {
            run.attemptAfter(delay);
        }
    }

    private void reconnect(ProviderFailure failure) {
        course.retry();
        if (course.mayRetry()) {
            run.attempt();
        } else {
            run.giveUpModel(failure);
        }
    }

    private void negotiate(Call call, Optional<RequestShape> other, ProviderFailure failure) {
        boolean alreadyLearned = engine.models().shape(call.model) != call.shape;
        if (alreadyLearned) {
            run.attempt();
        } else if (other.isPresent()) {
            engine.models().learn(call.model, other.get());
            run.attempt();
        } else {
            run.giveUpModel(failure);
        }
    }

    private void askAgain(ProviderFailure failure) {
        if (course.mayAnswerAgain()) {
            run.attempt();
        } else {
            run.giveUpModel(failure);
        }
    }
}

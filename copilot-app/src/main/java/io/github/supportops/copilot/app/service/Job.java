package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.batch.StopSignal;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A job while the service runs. Thread-safe. */
final class Job {
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<JobFacts> end = new CompletableFuture<>();
    private volatile JobFacts facts;
    private volatile boolean unwanted;

    Job(JobFacts facts) {
        this.facts = facts;
    }

    JobFacts facts() {
        return facts;
    }

    synchronized void update(UnaryOperator<JobFacts> change) {
        facts = change.apply(facts);
    }

    StopSignal stop() {
        return stop;
    }

    /** {@return what is completed when the job is over, always with its facts} */
    CompletableFuture<JobFacts> end() {
        return end;
    }

    /** Marks it as deleted: nothing more is written for it, and its files go when it is over. */
    void discard() {
        unwanted = true;
        stop.stopNow();
    }

    boolean isUnwanted() {
        return unwanted;
    }
}

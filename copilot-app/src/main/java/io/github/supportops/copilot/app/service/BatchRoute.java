package io.github.supportops.copilot.app.service;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /analyze-batch}: a file of tickets in. Small ones are answered with the enriched file; large ones, those that
 * ask for it and those that take too long become a job.
 */
final class BatchRoute {
    private final Jobs jobs;
    private final ServiceSettings settings;
    private final Admission admission;
    private final Upload upload;
    private final Executor writers;

    BatchRoute(Jobs jobs, ServiceParts parts) {
        this.jobs = jobs;
        this.settings = parts.settings();
        this.admission = parts.batches();
        this.upload = new Upload(parts.body(), parts.settings().maxUploadBytes());
        this.writers = parts.threads();
    }

    void handle(Context context) {
        boolean background = Parameters.flag(context, "async");
        UploadFormat declared = Upload.format(context);
        AcceptHeader.choose(context.header("Accept"), declared);
        Runnable leave = admission.enter();
        try {
            Job job = jobs.create(!background, Instant.now(), (folder, target) -> upload.save(context, folder, target));
            if (jobs.uploadedBytes(job) > settings.maxWaitedUploadBytes()) {
                jobs.keep(job);
            }
            boolean waits = job.facts().waited();
            jobs.start(job);
            if (waits) {
                context.future(() -> waitFor(job)
                        .thenAcceptAsync(ended -> answer(context, job), writers)
                        .whenComplete((done, failure) -> leave.run()));
            } else {
                leave.run();
                accepted(context, job);
            }
        } catch (RuntimeException failure) {
            leave.run();
            throw failure;
        }
    }

    private CompletableFuture<JobFacts> waitFor(Job job) {
        return job.end()
                .copy()
                .completeOnTimeout(job.facts(), settings.requestDeadline().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void answer(Context context, Job job) {
        if (!job.end().isDone()) {
            jobs.keep(job);
            accepted(context, job);
            return;
        }
        try {
            switch (job.facts().state()) {
                case COMPLETED -> result(context, job, jobs);
                case FAILED -> throw new ProblemException(ProblemType.INVALID_FILE, problem(job));
                case STOPPED -> throw new ProblemException(ProblemType.SETUP, problem(job));
                default -> throw new ProblemException(ProblemType.STOPPING, "The service is stopping; send it again");
            }
        } finally {
            jobs.delete(job);
        }
    }

    private static String problem(Job job) {
        return String.valueOf(job.facts().problem());
    }

    private static void accepted(Context context, Job job) {
        context.status(202)
                .header("Location", "/jobs/" + job.facts().id())
                .contentType(Json.TYPE)
                .result(Json.write(job.facts().view()));
    }

    /** Streams the result of a finished job. */
    static void result(Context context, Job job, Jobs jobs) {
        UploadFormat source = job.facts().format();
        UploadFormat format = AcceptHeader.choose(context.header("Accept"), source);
        context.contentType(format == UploadFormat.CSV ? "text/csv; charset=utf-8" : format.mediaType())
                .header("Content-Disposition", "attachment; filename=\"enriched." + format.ending() + "\"");
        try {
            new ResultWriter(jobs.result(job), source != UploadFormat.CSV)
                    .write(format, context.res().getOutputStream());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}

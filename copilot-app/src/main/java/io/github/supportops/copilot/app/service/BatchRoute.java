package io.github.supportops.copilot.app.service;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /analyze-batch}: a file of tickets in. Small ones are answered with the enriched file; large ones, those that
 * ask for it, those that take too long and those that come while too many wait become a job.
 */
final class BatchRoute implements RouteGroup {
    private final Jobs jobs;
    private final ServiceSettings settings;
    private final Admission uploads;
    private final Admission waiting;
    private final Upload upload;
    private final Executor writers;

    BatchRoute(Jobs jobs, ServiceParts parts) {
        this.jobs = jobs;
        this.settings = parts.settings();
        this.uploads = parts.uploads();
        this.waiting = parts.batches();
        this.upload = new Upload(parts.body(), parts.settings().maxUploadBytes());
        this.writers = parts.threads();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/analyze-batch", this::handle);
    }

    private void handle(Context context) {
        boolean background = Parameters.flag(context, "async");
        AcceptHeader.choose(context.header("Accept"), Upload.format(context));
        context.future(() -> receive(context, background).thenCompose(job -> work(context, job)));
    }

    private CompletableFuture<Job> receive(Context context, boolean background) {
        Runnable leave = uploads.enter();
        try {
            return jobs.create(!background, Instant.now(), (folder, target) -> upload.save(context, folder, target))
                    .whenComplete((job, failure) -> leave.run());
        } catch (RuntimeException refused) {
            leave.run();
            throw refused;
        }
    }

    private CompletableFuture<Void> work(Context context, Job job) {
        boolean small = jobs.uploadedBytes(job) <= settings.maxWaitedUploadBytes();
        Optional<Runnable> place = job.facts().waited() && small ? waiting.tryEnter() : Optional.empty();
        if (place.isEmpty()) {
            if (job.facts().waited()) {
                jobs.keep(job);
            }
            jobs.start(job);
            accepted(context, job);
            return CompletableFuture.completedFuture(null);
        }
        jobs.start(job);
        return waitFor(job)
                .thenAcceptAsync(ended -> answer(context, job), writers)
                .whenComplete((done, failure) -> place.get().run());
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

package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.batch.TicketBatch;
import io.github.supportops.copilot.csv.Enrichment;
import io.github.supportops.copilot.csv.EnrichmentPlan;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on files of tickets. Every one is an enrichment with a journal, so that the next start of the service goes on
 * where this one ended. Those a caller waits for have threads of their own and are never queued behind the others.
 */
final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int BACKGROUND_THREADS = 2;
    private static final int MOST_KEPT = 1_000;
    private static final int MOST_SECONDS_TO_END = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TicketAnalyzer analyzer;
    private final ServiceSettings settings;
    private final JobFiles files;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor background;
    private final ThreadPoolExecutor waited;
    private volatile boolean closing;

    Jobs(TicketAnalyzer analyzer, ServiceSettings settings, int mostWaited) {
        this.analyzer = analyzer;
        this.settings = settings;
        this.files = new JobFiles(settings.dataDirectory().resolve("jobs"));
        this.background = pool("copilot-job", BACKGROUND_THREADS);
        this.waited = pool("copilot-batch", mostWaited);
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Takes up what an earlier run of the service left unfinished. */
    void resume() throws IOException {
        List<JobFacts> left = files.readAll().stream()
                .sorted(Comparator.comparing(JobFacts::createdAt))
                .toList();
        for (JobFacts facts : left) {
            if (facts.waited()) {
                files.delete(facts.id());
            } else if (facts.state() == JobState.COMPLETED || facts.state() == JobState.FAILED) {
                Job over = new Job(facts);
                over.end().complete(facts);
                jobs.put(facts.id(), over);
            } else {
                Job job = new Job(facts.state(JobState.QUEUED));
                jobs.put(facts.id(), job);
                background.execute(() -> run(job));
            }
        }
    }

    /**
     * Saves an upload as a job that is not started yet.
     *
     * @return the job; fails with a problem if the upload is refused, and nothing of it is left then
     * @throws ProblemException if there are too many jobs
     */
    CompletableFuture<Job> create(boolean isWaited, Instant now, Saving saving) {
        requireRoom();
        String id = newId();
        try {
            files.create(id);
        } catch (IOException failed) {
            throw Upload.notStored(failed);
        }
        return saving.save(files.of(id), files.input(id))
                .thenApply(format -> accept(JobFacts.queued(id, format, isWaited, now)))
                .whenComplete((job, failure) -> {
                    if (failure != null) {
                        files.delete(id);
                    }
                });
    }

    private Job accept(JobFacts facts) {
        Job job = new Job(facts);
        files.syncInput(facts.id());
        files.write(facts);
        jobs.put(facts.id(), job);
        return job;
    }

    private void requireRoom() {
        if (closing) {
            throw new ProblemException(ProblemType.STOPPING, "The service takes no more jobs")
                    .retryAfter(Duration.ofSeconds(5));
        }
        if (jobs.size() >= MOST_KEPT) {
            throw new ProblemException(
                            ProblemType.TOO_MANY_REQUESTS,
                            MOST_KEPT + " jobs are kept already; delete some with DELETE /jobs/{id}")
                    .retryAfter(Duration.ofMinutes(1));
        }
    }

    /** Starts a job, at once if a caller waits for it and otherwise when its turn comes. */
    void start(Job job) {
        (job.facts().waited() ? waited : background).execute(() -> run(job));
    }

    /** Keeps a job whose caller has stopped waiting. */
    void keep(Job job) {
        job.update(JobFacts::kept);
        save(job);
    }

    long uploadedBytes(Job job) {
        try {
            return Files.size(files.input(job.facts().id()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@return a job somebody was told of} */
    Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id)).filter(job -> !job.facts().waited());
    }

    List<JobFacts> list() {
        return jobs.values().stream()
                .map(Job::facts)
                .filter(facts -> !facts.waited())
                .sorted(Comparator.comparing(JobFacts::createdAt).reversed())
                .toList();
    }

    /** Ends a job and deletes all of it; what is under way for it is cancelled. */
    CompletableFuture<Void> delete(Job job) {
        job.discard();
        jobs.remove(job.facts().id());
        return job.end().thenRun(() -> files.delete(job.facts().id()));
    }

    /** Deletes jobs that ended, came before a time and are waited for by nobody. */
    void deleteBefore(Instant limit) {
        jobs.values().stream()
                .filter(job -> job.end().isDone() && !job.facts().waited())
                .filter(job -> job.facts().createdAt().isBefore(limit))
                .forEach(this::delete);
    }

    /** Deletes every job whose file holds one of these ids, of tickets or customers. @return how many went */
    int deleteHolding(Set<String> ids) {
        List<Job> holding = jobs.values().stream()
                .filter(job -> files.holds(job.facts(), ids))
                .toList();
        awaitGone(holding.stream().map(this::delete).toList());
        return holding.size();
    }

    /** A job that says it is completed may still be writing that down; its files are gone when it has ended. */
    private static void awaitGone(List<CompletableFuture<Void>> deletions) {
        try {
            CompletableFuture.allOf(deletions.toArray(CompletableFuture[]::new))
                    .get(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException slow) {
            LOG.warn("A job takes long to end; its files are deleted as soon as it has");
        }
    }

    Path result(Job job) {
        return files.output(job.facts().id());
    }

    int unfinished() {
        return (int) jobs.values().stream().filter(job -> !job.end().isDone()).count();
    }

    private void run(Job job) {
        try {
            if (!closing && !job.isUnwanted()) {
                job.update(facts -> facts.state(JobState.RUNNING));
                enrich(job);
            }
        } catch (RuntimeException failed) {
            ProblemException problem = Problems.of(failed);
            job.update(facts -> facts.problem(JobState.FAILED, String.valueOf(problem.getMessage())));
        } finally {
            finish(job);
        }
    }

    private void enrich(Job job) {
        JobFacts facts = job.facts();
        TicketAnalyzer suited = facts.format() == UploadFormat.CSV ? analyzer : new WholeTickets(analyzer);
        long[] before = {0};
        TicketBatch batch = TicketBatch.builder(suited)
                .concurrency(settings.batchConcurrency())
                .listener(progress -> update(job, before[0], progress))
                .stopSignal(job.stop())
                .build();
        EnrichmentSummary summary = Enrichment.builder(batch)
                .input(files.input(facts.id()))
                .output(files.output(facts.id()))
                .onStart(plan -> before[0] = begin(job, plan))
                .build()
                .run();
        settle(job, summary);
    }

    private static long begin(Job job, EnrichmentPlan plan) {
        job.update(facts -> facts.progress(plan.rows(), plan.finishedBefore(), 0));
        return plan.finishedBefore();
    }

    private static void update(Job job, long before, BatchProgress progress) {
        job.update(facts -> facts.progress(facts.total(), before + progress.finished(), progress.failed()));
    }

    private void settle(Job job, EnrichmentSummary summary) {
        if (summary.isComplete()) {
            long rows = summary.plan().rows();
            job.update(
                    facts -> facts.progress(rows, rows, summary.rows().failed()).state(JobState.COMPLETED));
            publish(job);
        } else if (summary.batch().stoppedBy().isPresent()) {
            AnalysisException cause = summary.batch().stoppedBy().get();
            job.update(facts -> facts.problem(JobState.STOPPED, String.valueOf(cause.getMessage())));
        } else {
            job.update(facts -> facts.state(JobState.QUEUED));
        }
    }

    /** The original system always leaves its last result at one place; so does this one when it is told to. */
    private void publish(Job job) {
        Path place = settings.savedResults();
        if (place == null || job.isUnwanted()) {
            return;
        }
        try {
            Path draft =
                    place.resolveSibling(place.getFileName() + "." + job.facts().id());
            Files.copy(result(job), draft, StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.error("The result of job {} cannot be copied to {}", job.facts().id(), place, failed);
        }
    }

    private void finish(Job job) {
        try {
            save(job);
        } finally {
            job.end().complete(job.facts());
        }
    }

    private void save(Job job) {
        if (!job.isUnwanted()) {
            try {
                files.write(job.facts());
            } catch (UncheckedIOException failed) {
                LOG.error("The state of job {} cannot be written", job.facts().id(), failed);
            }
        }
    }

    /** Lets what is under way end and leaves the rest to the journals. */
    @Override
    public void close() {
        closing = true;
        jobs.values().forEach(job -> job.stop().finishInFlight());
        background.shutdown();
        waited.shutdown();
        long end = System.nanoTime() + settings.stopTimeout().toNanos();
        try {
            boolean ended = background.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)
                    && waited.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!ended) {
                jobs.values().forEach(job -> job.stop().stopNow());
                background.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String newId() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Writes an upload: into a folder goes what is needed meanwhile, into the target the tickets. */
    @FunctionalInterface
    interface Saving {
        CompletableFuture<UploadFormat> save(Path folder, Path target);
    }
}

package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.compose.Analyzers;
import io.github.supportops.copilot.review.FeedbackLog;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQueue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What a running service holds beside its server, wired together once. */
record ServiceContext(
        ServiceSettings settings,
        TicketAnalyzer analyzer,
        ReviewQueue reviews,
        Jobs jobs,
        Sweeper sweeper,
        ServiceParts parts,
        QueuedThreadPool threads,
        ThreadPoolExecutor reviewThreads,
        ServiceMetrics metrics,
        PrometheusMeterRegistry registry)
        implements AutoCloseable {

    private static final int MOST_WAITED_BATCHES = 8;
    private static final int MOST_UPLOADS = 64;
    private static final int MOST_THREADS = 64;

    /** Writing to a slow reader holds a thread, so half of the threads never do that. */
    private static final int MOST_DOWNLOADS = MOST_THREADS / 2;

    static ServiceContext create(
            TicketAnalyzer analyzer, ReviewQueue reviews, ReviewPolicy policy, ServiceSettings settings) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ServiceMetrics metrics = new ServiceMetrics(registry);
        ThreadPoolExecutor reviewThreads = newReviewThreads();
        TicketAnalyzer wired =
                new MeteredAnalyzer(Analyzers.reviewing(analyzer, policy, reviews, reviewThreads), metrics);
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 8, 30_000);
        threads.setName("copilot-http");
        threads.setDaemon(true);
        ServiceParts parts = new ServiceParts(
                settings,
                new Admission("analyses", settings.maxConcurrentAnalyses()),
                new Admission("waiting files", MOST_WAITED_BATCHES),
                new Admission("uploads", MOST_UPLOADS),
                new Admission("downloads", MOST_DOWNLOADS),
                new Deadlines(settings.requestDeadline()),
                new RequestBody(settings.bodyTimeout(), System::nanoTime),
                threads);
        Jobs jobs = new Jobs(wired, settings, MOST_WAITED_BATCHES);
        Sweeper sweeper = new Sweeper(retention(jobs, reviews, settings), Instant::now);
        ServiceContext context = new ServiceContext(
                settings, wired, reviews, jobs, sweeper, parts, threads, reviewThreads, metrics, registry);
        context.registerGauges();
        return context;
    }

    private static List<Sweeper.Rule> retention(Jobs jobs, ReviewQueue reviews, ServiceSettings settings) {
        List<Sweeper.Rule> rules = new ArrayList<>();
        rules.add(new Sweeper.Rule("jobs", settings.jobRetention(), jobs::deleteBefore));
        if (settings.reviewRetention() != null) {
            rules.add(new Sweeper.Rule("reviews", settings.reviewRetention(), reviews::deleteDecidedBefore));
        }
        if (settings.feedbackRetention() != null) {
            FeedbackLog feedback = reviews.feedback();
            rules.add(new Sweeper.Rule("feedback", settings.feedbackRetention(), feedback::deleteDecidedBefore));
        }
        return rules;
    }

    /** Reviews are written by few threads, and what waits for them is bounded by the analyses under way. */
    private static ThreadPoolExecutor newReviewThreads() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(2, 2, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "copilot-reviews");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private void registerGauges() {
        Gauge.builder("copilot.analyses.in_flight", parts.analyses(), Admission::inside)
                .description("Single tickets being analysed")
                .register(registry);
        Gauge.builder(
                        "copilot.requests.refused",
                        parts,
                        shared -> shared.analyses().refused()
                                + shared.uploads().refused()
                                + shared.downloads().refused())
                .description("Requests answered with 429 since the start")
                .register(registry);
        Gauge.builder("copilot.jobs.unfinished", jobs, Jobs::unfinished)
                .description("Jobs that are queued or running")
                .register(registry);
        ReviewGauges.register(reviews, registry, Instant::now);
    }

    @Override
    public void close() {
        sweeper.close();
        parts.deadlines().close();
        reviewThreads.shutdown();
        registry.close();
    }
}

package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SweeperTest {
    private static final Instant ARRIVAL = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final String FILE = "ticket_id,message\nT-1,Broken\n";

    @TempDir
    Path data;

    private Instant now = ARRIVAL;
    private Jobs jobs;

    @BeforeEach
    void open() {
        jobs = new Jobs(FakeTicketAnalyzer.create(), settings(), 1);
    }

    @AfterEach
    void close() {
        jobs.close();
    }

    @Test
    void finishedJobGoesWithItsFilesOnceItIsTooOld() {
        Job job = finishedJob();
        Path folder = jobs.result(job).getParent();

        sweepAt(ARRIVAL.plus(WEEK));
        assertThat(jobs.list()).hasSize(1);
        assertThat(folder).exists();

        sweepAt(ARRIVAL.plus(WEEK).plusMillis(1));
        assertThat(jobs.list()).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void unfinishedJobIsKeptWhateverItsAge() {
        newJob();

        sweepAt(ARRIVAL.plus(Duration.ofDays(1_000)));

        assertThat(jobs.list()).hasSize(1);
    }

    @Test
    void retentionLongerThanTimeItselfKeepsEverything() {
        finishedJob();

        try (Sweeper sweeper =
                sweeper(new Sweeper.Rule("jobs", Duration.ofSeconds(Long.MAX_VALUE), jobs::deleteBefore))) {
            sweeper.sweep();
        }

        assertThat(jobs.list()).hasSize(1);
    }

    @Test
    void serviceSweepsWhenItStarts() {
        finishedJob();
        jobs.close();

        try (RunningService service = RunningService.of(
                FakeTicketAnalyzer.create(), data, builder -> builder.jobRetention(Duration.ofNanos(1)))) {
            while (!service.get("/jobs").json().path("jobs").isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(data.resolve("jobs")).exists();
        }
    }

    private Job newJob() {
        return jobs.create(false, ARRIVAL, (folder, target) -> written(target)).join();
    }

    private static CompletableFuture<UploadFormat> written(Path target) {
        try {
            Files.writeString(target, FILE);
            return CompletableFuture.completedFuture(UploadFormat.CSV);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Job finishedJob() {
        Job job = newJob();
        jobs.start(job);
        assertThat(job.end().join().state()).isEqualTo(JobState.COMPLETED);
        return job;
    }

    @Test
    void ruleThatFailsHoldsUpNoOther() {
        finishedJob();
        now = ARRIVAL.plus(WEEK).plusMillis(1);
        Sweeper.Rule failing = new Sweeper.Rule("reviews", WEEK, limit -> {
            throw new IllegalStateException("the database is away");
        });

        try (Sweeper sweeper = sweeper(failing, new Sweeper.Rule("jobs", WEEK, jobs::deleteBefore))) {
            sweeper.sweep();
        }

        assertThat(jobs.list()).isEmpty();
    }

    @Test
    void decidedReviewsAndFeedbackGoWhenTheServiceWasToldSo() {
        ReviewQueue queue = ReviewQueue.inMemory();
        Review decided = queue.submit(Ticket.of("T-1", "Broken"), Samples.result("T-1"));
        queue.decide(decided.id(), decided.version(), ReviewDecision.approve("ana"));
        Review pending = queue.submit(Ticket.of("T-2", "Late"), Samples.result("T-2"));

        try (RunningService service = RunningService.of(
                FakeTicketAnalyzer.create(),
                data.resolve("service"),
                builder -> builder.reviews(queue)
                        .reviewRetention(Duration.ofNanos(1))
                        .feedbackRetention(Duration.ofNanos(1)))) {
            while (queue.find(decided.id()).isPresent()
                    || !queue.feedback().read(0, 1).entries().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(service.get("/reviews").json().path("reviews")).hasSize(1);
        }
        assertThat(queue.find(pending.id())).isPresent();
    }

    private Sweeper sweeper(Sweeper.Rule... rules) {
        return new Sweeper(List.of(rules), () -> now);
    }

    private void sweepAt(Instant moment) {
        now = moment;
        try (Sweeper sweeper = sweeper(new Sweeper.Rule("jobs", WEEK, jobs::deleteBefore))) {
            sweeper.sweep();
        }
    }

    private ServiceSettings settings() {
        Duration limit = Duration.ofSeconds(5);
        return new ServiceSettings(
                "127.0.0.1",
                0,
                null,
                data,
                null,
                1,
                1,
                limit,
                limit,
                limit,
                WEEK,
                null,
                null,
                1_000,
                10_000,
                10_000,
                Map.of());
    }
}

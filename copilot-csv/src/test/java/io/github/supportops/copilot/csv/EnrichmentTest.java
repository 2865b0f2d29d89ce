package io.github.supportops.copilot.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.BatchEnd;
import io.github.supportops.copilot.batch.ModelPrice;
import io.github.supportops.copilot.batch.TicketBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichmentTest {
    private static final int ROWS = 20;
    private static final int CONCURRENCY = 3;

    @TempDir
    Path directory;

    private Path input;
    private Path output;
    private Path journal;
    private String expected;
    private final AtomicInteger calls = new AtomicInteger();
    private final List<EnrichmentPlan> plans = new ArrayList<>();

    @BeforeEach
    void writeInput() throws IOException {
        StringBuilder csv = new StringBuilder("ticket_id,message\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("T").append(i).append(i == 7 ? ",\n" : ",\"Hello, number " + i + "\"\n");
        }
        input = Files.writeString(directory.resolve("in.csv"), csv);
        output = directory.resolve("out.csv");
        journal = directory.resolve("out.csv.journal");
        enrichment(answeringUpTo(Integer.MAX_VALUE)).build().run();
        expected = Files.readString(output);
        Files.delete(output);
        calls.set(0);
        plans.clear();
    }

    @Test
    void aRunThatStopsAnywhereIsContinuedToTheSameBytesAndPaysNothingTwice() throws IOException {
        for (int stop = 0; stop < ROWS; stop++) {
            calls.set(0);
            plans.clear();
            EnrichmentSummary first = enrichment(answeringUpTo(stop)).build().run();
            assertThat(first.batch().end())
                    .as("stop %d", stop)
                    .isEqualTo(stop < ROWS - 1 ? BatchEnd.SETUP : BatchEnd.COMPLETED);
            if (!first.isComplete()) {
                assertThat(output).doesNotExist();
                assertThat(journal).exists();
                enrichment(answeringUpTo(Integer.MAX_VALUE)).build().run();
                assertThat(plans.get(1).finishedBefore()).isBetween((long) stop, stop + 1L);
            }

            assertThat(Files.readString(output)).as("stop %d", stop).isEqualTo(expected);
            assertThat(calls).as("answers paid").hasValue(ROWS - 1);
            assertThat(journal).doesNotExist();
            Files.delete(output);
        }
    }

    @Test
    void theSummaryCountsEveryRowOfTheOutput() {
        enrichment(answeringUpTo(5)).build().run();
        EnrichmentSummary summary =
                enrichment(answeringUpTo(Integer.MAX_VALUE)).build().run();

        assertThat(summary.rows().succeeded()).isEqualTo(ROWS - 1);
        assertThat(summary.rows().failed()).isEqualTo(1);
        assertThat(summary.rows().labels().get(AnalysisField.SENTIMENT)).containsEntry("negative", ROWS - 1L);
    }

    @Test
    void aDryRunCountsWhatIsLeftAndCallsNothing() throws IOException {
        Path twins = Files.writeString(
                directory.resolve("twins.csv"), "ticket_id,message\nT1,Hello\nT2,Hello \nT3,\nT4,Good bye\n");
        EnrichmentEstimate estimate =
                enrichment(answeringUpTo(0)).input(twins).build().estimate(ticket -> 100, 50);

        assertThat(estimate.plan().rows()).isEqualTo(4);
        assertThat(estimate.unreadable()).isEqualTo(1);
        assertThat(estimate.identical()).isEqualTo(1);
        assertThat(estimate.calls()).isEqualTo(2);
        assertThat(estimate.promptTokens()).isEqualTo(200);
        assertThat(estimate.completionTokens()).isEqualTo(100);
        assertThat(estimate.costUsd(ModelPrice.perMillionTokens("1", "2"))).isEqualByComparingTo("0.0004");
        assertThat(journal).doesNotExist();
        assertThat(output).doesNotExist();
    }

    @Test
    void aJournalOfOtherSettingsIsRefusedWithTheDifference() {
        enrichment(answeringUpTo(5)).setting("model", "a/small").build().run();

        assertThatThrownBy(() -> enrichment(answeringUpTo(ROWS))
                        .setting("model", "b/large")
                        .setting("prompt", "42")
                        .build()
                        .run())
                .isInstanceOf(TicketFileException.class)
                .hasMessageContaining("model was \"a/small\" and is \"b/large\"; prompt was not set and is \"42\"");
    }

    @Test
    void aJournalOfAnotherInputIsRefused() throws IOException {
        enrichment(answeringUpTo(5)).build().run();
        Files.writeString(input, "ticket_id,message\nT1,Changed\n");

        assertThatThrownBy(() -> enrichment(answeringUpTo(ROWS)).build().run())
                .hasMessageContaining("belongs to another run: input_sha256 was");
    }

    @Test
    void startingOverThrowsTheJournalAway() throws IOException {
        enrichment(answeringUpTo(5)).setting("model", "a/small").build().run();

        enrichment(answeringUpTo(Integer.MAX_VALUE)).resume(false).build().run();

        assertThat(plans.get(1).finishedBefore()).isZero();
        assertThat(Files.readString(output)).isEqualTo(expected);
    }

    @Test
    void twoRunsCannotShareAJournal() throws IOException {
        RunLock other = RunLock.take(journal);
        try (other) {
            assertThatThrownBy(() -> enrichment(answeringUpTo(ROWS)).build().run())
                    .hasMessageContaining("another run is using this journal");
        }

        enrichment(answeringUpTo(Integer.MAX_VALUE)).build().run();

        assertThat(Files.readString(output)).isEqualTo(expected);
    }

    @Test
    void whateverFileOperationFailsTheOutputIsTheOldOrTheNewOneAndTheNextRunPaysNothingTwice() throws IOException {
        FailingFiles counting = new FailingFiles(Integer.MAX_VALUE);
        enrichment(answeringUpTo(Integer.MAX_VALUE)).files(counting).build().run();
        int atLeast = counting.changes();
        assertThat(atLeast).isGreaterThan(ROWS);
        // The syncing beside the run makes the number of operations vary a little, so some more are tried.
        for (int failAt = 1; failAt <= atLeast + 10; failAt++) {
            Files.writeString(output, "the old output");
            Files.deleteIfExists(journal);
            calls.set(0);
            boolean failed = runFails(new FailingFiles(failAt));

            String left = Files.readString(output);
            assertThat(left).as("failing at %d", failAt).isIn("the old output", expected);
            int paid = calls.get();
            if (failed && left.equals("the old output")) {
                enrichment(answeringUpTo(Integer.MAX_VALUE)).build().run();
                assertThat(calls.get())
                        .as("failing at %d after %d: only what was under way is asked again", failAt, paid)
                        .isLessThanOrEqualTo(ROWS - 1 + CONCURRENCY);
            }
            assertThat(Files.readString(output)).as("failing at %d", failAt).isEqualTo(expected);
            Files.deleteIfExists(journal);
        }
    }

    private boolean runFails(FailingFiles files) {
        try {
            enrichment(answeringUpTo(Integer.MAX_VALUE)).files(files).build().run();
            return false;
        } catch (TicketFileException expectedFailure) {
            assertThat(expectedFailure).hasMessageContaining("no space left on device");
            return true;
        }
    }

    private EnrichmentBuilder enrichment(TicketAnalyzer analyzer) {
        return Enrichment.builder(
                        TicketBatch.builder(analyzer).concurrency(CONCURRENCY).build())
                .input(input)
                .output(output)
                .onStart(plans::add);
    }

    /** Answers so many tickets, counted over all runs, and then has no credits any more. */
    private TicketAnalyzer answeringUpTo(int answers) {
        return ticket -> {
            if (calls.get() >= answers) {
                return CompletableFuture.failedFuture(new SetupException(FailureKind.CREDITS, "No credits; add some"));
            }
            calls.incrementAndGet();
            return CompletableFuture.completedFuture(Results.of(ticket));
        };
    }
}

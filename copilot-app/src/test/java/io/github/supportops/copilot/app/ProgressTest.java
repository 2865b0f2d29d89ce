package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.csv.EnrichmentPlan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void barShowsShareRateRestCostFailuresAndWhatIsUnderWay() {
        TokenUsage usage = new TokenUsage(1, 1, 0, 0, new BigDecimal("1.234"));
        BatchProgress half = new BatchProgress(48, 2, 0, 8, 8, 50, usage, Duration.ofSeconds(5));

        assertThat(BarProgress.line(half, 100))
                .isEqualTo(
                        "[############............]  50 % 50/100  10/s  ETA 5.0 s  $1.23  failed 2  8 of 8 under way");
    }

    @Test
    void barIsDrawnAtMostTenTimesASecondAndAtTheEnd() {
        BarProgress bar = new BarProgress(err);
        bar.begin(new EnrichmentPlan(100, 0, 0, 0));

        for (int row = 1; row <= 100; row++) {
            bar.update(after(row, Duration.ofMillis(3L * row)));
        }
        bar.end();

        assertThat(text().split("\r", -1)).hasSizeBetween(3, 6);
        assertThat(text())
                .startsWith("copilot: 100 rows\n")
                .contains("100 % 100/100")
                .endsWith("\n");
    }

    @Test
    void plainLinesComeEveryFiveSeconds() {
        LineProgress lines = new LineProgress(err);
        lines.begin(new EnrichmentPlan(1_000, 400, 3, 0));

        for (int second = 1; second <= 12; second++) {
            lines.update(after(second * 10, Duration.ofSeconds(second)));
        }
        lines.end();

        assertThat(text())
                .isEqualTo("copilot: 1000 rows, 400 finished by an earlier run, 3 of the rest were under way when it"
                        + " ended and are asked again\n"
                        + "copilot: 50/600, 10/s, 0 failed, 4 of 8 under way\n"
                        + "copilot: 100/600, 10/s, 0 failed, 4 of 8 under way\n");
    }

    @Test
    void durationsReadLikePeopleSayThem() {
        assertThat(Numbers.duration(Duration.ofMillis(1_234))).isEqualTo("1.2 s");
        assertThat(Numbers.duration(Duration.ofSeconds(61))).isEqualTo("1 min 01 s");
        assertThat(Numbers.duration(Duration.ofMinutes(125))).isEqualTo("2 h 05 min");
    }

    private static BatchProgress after(int rows, Duration elapsed) {
        return new BatchProgress(rows, 0, 0, 4, 8, rows, TokenUsage.none(), elapsed);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}

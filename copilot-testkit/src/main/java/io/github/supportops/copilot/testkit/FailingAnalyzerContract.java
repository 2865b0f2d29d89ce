package io.github.supportops.copilot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every analyzer keeps that can fail. */
public interface FailingAnalyzerContract {

    /** {@return a new analyzer that has a result for no ticket} */
    TicketAnalyzer createFailingAnalyzer();

    /** A caller of the future sees the analysis exception as the cause, without another wrapper between. */
    @Test
    default void futureFailsWithAnAnalysisException() {
        try (TicketAnalyzer analyzer = createFailingAnalyzer()) {
            Throwable thrown =
                    catchThrowable(() -> analyzer.analyzeAsync(Samples.ticket()).get(60, TimeUnit.SECONDS));

            assertThat(thrown).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(AnalysisException.class);
        }
    }

    /** A caller of the blocking twin catches it as it is. */
    @Test
    default void blockingTwinThrowsTheAnalysisException() {
        try (TicketAnalyzer analyzer = createFailingAnalyzer()) {
            assertThat(catchThrowable(() -> analyzer.analyze(Samples.ticket())))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageNotContaining("null");
        }
    }

    /** Stack traces end in logs, so nothing of the ticket may be in one. */
    @Test
    default void failureHoldsNothingOfTheTicket() {
        try (TicketAnalyzer analyzer = createFailingAnalyzer()) {
            Throwable thrown = catchThrowable(
                    () -> analyzer.analyze(Ticket.of("T-1", "My password is canary-97aa, please help.")));

            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("canary-97aa");
        }
    }
}

package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.internal.retry.Circuit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private static final Duration REST = Duration.ofSeconds(10);

    private final ManualScheduler time = new ManualScheduler();
    private final Circuit circuit = new Circuit(2, REST, time);

    @Test
    void opensAfterSoManyFailuresInARow() {
        pass().failed();
        pass().succeeded();
        pass().failed();
        assertThat(circuit.tryPass()).isPresent();
        pass().failed();
        assertThat(circuit.tryPass()).isEmpty();
        assertThat(circuit.askAgainAfter()).isEqualTo(REST);
    }

    @Test
    void letsOneProbeThroughAfterTheRest() {
        open();
        time.advance(REST);

        Circuit.Pass probe = pass();

        assertThat(circuit.tryPass()).isEmpty();
        probe.succeeded();
        assertThat(circuit.tryPass()).isPresent();
    }

    @Test
    void restsTwiceAsLongAfterAFailedProbe() {
        open();
        time.advance(REST);
        pass().failed();

        assertThat(circuit.askAgainAfter()).isEqualTo(REST.multipliedBy(2));
    }

    @Test
    void aProbeThatWasNeverMadeFreesTheNextOne() {
        open();
        time.advance(REST);
        pass().abandoned();

        assertThat(circuit.tryPass()).isPresent();
    }

    @Test
    void anOldCallThatEndsDuringTheProbeChangesNothing() {
        Circuit.Pass old = pass();
        Circuit.Pass another = pass();
        open();
        time.advance(REST);
        Circuit.Pass probe = pass();

        old.abandoned();
        another.failed();

        assertThat(circuit.tryPass()).isEmpty();
        probe.succeeded();
        assertThat(circuit.tryPass()).isPresent();
    }

    @Test
    void onlyTheFirstReportOfACallCounts() {
        Circuit.Pass pass = pass();
        pass.failed();
        pass.failed();
        assertThat(circuit.tryPass()).isPresent();
    }

    private void open() {
        Circuit.Pass first = pass();
        Circuit.Pass second = pass();
        first.failed();
        second.failed();
    }

    private Circuit.Pass pass() {
        return circuit.tryPass().orElseThrow();
    }
}

package io.github.supportops.copilot.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallRateTest {
    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1_000})
    void aLimitOfTwoHundredASecondIsUsedAndHardlyEverPassed(int ceiling) {
        RateSimulation simulation = new RateSimulation(ceiling, 5_000, time -> 200);

        double seconds = simulation.run(1_000);

        assertThat(simulation.finished).isEqualTo(5_000);
        assertThat(simulation.refused).isLessThanOrEqualTo((int) (0.03 * simulation.calls));
        assertThat(5_000 / seconds).isGreaterThanOrEqualTo(0.90 * 200);
    }

    @Test
    void aLimitThatMovesIsFollowedWithinThirtySeconds() {
        DoubleUnaryOperator limit = time -> (int) (time / 60) % 2 == 0 ? 20 : 400;
        RateSimulation simulation = new RateSimulation(256, 1_000_000, limit);

        simulation.run(360);

        for (int phase = 0; phase < 6; phase++) {
            int allowed = phase % 2 == 0 ? 20 : 400;
            assertThat(simulation.finishedPerSecond(60 * phase + 30, 60 * phase + 60))
                    .as("phase %d", phase)
                    .isBetween(0.90 * allowed, 1.0 * allowed);
        }
        assertThat(simulation.refused).isLessThanOrEqualTo((int) (0.03 * simulation.calls));
    }

    @Test
    void nothingIsSentForAsLongAsTheProviderAsked() {
        CallRate rate = new CallRate(Double.POSITIVE_INFINITY, 0);
        rate.refused(1_000, 5_000_000_000L, 100);

        assertThat(rate.waitNanos(1_000)).isEqualTo(5_000_000_000L);
        assertThat(rate.waitNanos(4_000_001_000L)).isEqualTo(1_000_000_000L);
        assertThat(rate.waitNanos(5_000_001_000L)).isZero();
    }

    @Test
    void theUsersCeilingSpreadsCallsEvenly() {
        CallRate rate = new CallRate(2, 0);
        rate.sent(0, Double.POSITIVE_INFINITY);

        assertThat(rate.waitNanos(0)).isBetween(480_000_000L, 500_000_000L);
    }
}

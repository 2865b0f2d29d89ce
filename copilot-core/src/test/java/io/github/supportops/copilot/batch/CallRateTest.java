package io.github.supportops.copilot.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallRateTest {
    @ParameterizedTest
    @CsvSource({"64,200", "256,200", "1000,200", "256,100", "256,50"})
    void aLimitOfTwoHundredASecondIsUsedAndHardlyEverPassed(int ceiling, long latencyMillis) {
        RateSimulation simulation = new RateSimulation(ceiling, 5_000, latencyMillis, time -> 200);

        double seconds = simulation.run(1_000);

        assertThat(simulation.finished).isEqualTo(5_000);
        assertThat(simulation.refused).isLessThanOrEqualTo((int) (0.03 * simulation.calls));
        assertThat(5_000 / seconds).isGreaterThanOrEqualTo(0.90 * 200);
    }

    @Test
    void aLimitThatMovesIsFollowedWithinThirtySeconds() {
        DoubleUnaryOperator limit = time -> (int) (time / 60) % 2 == 0 ? 20 : 400;
        RateSimulation simulation = new RateSimulation(256, 1_000_000, 200, limit);

        simulation.run(360);

        for (int phase = 0; phase < 6; phase++) {
            int allowed = phase % 2 == 0 ? 20 : 400;
            assertThat(simulation.finishedPerSecond(60 * phase + 30, 60 * phase + 60))
                    .as("phase %d", phase)
                    .isBetween(0.90 * allowed, 1.0 * allowed);
        }
        assertThat(simulation.refused).isLessThanOrEqualTo((int) (0.03 * simulation.calls));
    }

    /** A call that was made again after the refusal says nothing about the stream that was refused. */
    @Test
    void onlyCallsThatWereUnderWayTellTheLimit() {
        CallRate rate = new CallRate(Double.POSITIVE_INFINITY, 0);
        long second = 1_000_000_000L;
        rate.refused(second, second / 10, second, 400);
        for (int answer = 1; answer <= 20; answer++) {
            rate.accepted(second + answer * second / 200, second / 10);
        }
        rate.accepted(second + 9 * second / 10, second / 10);

        rate.waitNanos(2 * second);
        rate.sent(2 * second, Double.POSITIVE_INFINITY);

        assertThat(second / (double) rate.waitNanos(2 * second)).isBetween(190.0, 200.0);
    }

    @Test
    void nothingIsSentForAsLongAsTheProviderAsked() {
        CallRate rate = new CallRate(Double.POSITIVE_INFINITY, 0);
        rate.refused(1_000, 500, 5_000_000_000L, 100);

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

package io.github.supportops.copilot.helpdesk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.MovedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pace of one account, by a clock that moves when somebody waits. */
class PacerTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(20);

    private final MovedTime time = new MovedTime(START);
    private final Pacer pacer = new Pacer(time).limit("all", 60).limit("updates", 6);

    private Duration call(Pacer used, String... lanes) throws InterruptedException {
        assertThat(used.acquire(List.of(lanes), LONG)).isEmpty();
        return Duration.between(START, time.now());
    }

    @Test
    void callsAreSpreadEvenlyInsteadOfSentInBursts() throws InterruptedException {
        assertThat(call(pacer, "all")).isZero();
        assertThat(call(pacer, "all")).isEqualTo(Duration.ofSeconds(1));
        assertThat(call(pacer, "all")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void quietTimesAreNotSavedUpForABurst() throws InterruptedException {
        call(pacer, "all");
        time.pass(Duration.ofHours(1));

        assertThat(call(pacer, "all")).isEqualTo(Duration.ofHours(1));
        assertThat(call(pacer, "all")).isEqualTo(Duration.ofHours(1).plusSeconds(1));
    }

    @Test
    void aCallOfSeveralClassesWaitsForTheSlowestAndCountsInAll() throws InterruptedException {
        assertThat(call(pacer, "all", "updates")).isZero();
        assertThat(call(pacer, "all", "updates")).isEqualTo(Duration.ofSeconds(10));
        assertThat(call(pacer, "all")).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void noMinuteHoldsMoreCallsThanAllowed() throws InterruptedException {
        Pacer fast = new Pacer(time).limit("all", 100);
        for (int count = 0; count < 100; count++) {
            call(fast, "all");
        }

        assertThat(call(fast, "all")).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aClassWithoutALimitDoesNotWait() throws InterruptedException {
        call(pacer, "unlimited");
        call(pacer, "unlimited");
        call(pacer);

        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void aPauseHoldsItsClassAndNoOther() throws InterruptedException {
        pacer.pause("updates", Duration.ofSeconds(30));

        assertThat(call(pacer, "all")).isZero();
        assertThat(call(pacer, "all", "updates")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aShorterPauseDoesNotEndALongerOne() throws InterruptedException {
        pacer.pause("all", Duration.ofSeconds(30));
        pacer.pause("all", Duration.ofSeconds(1));

        assertThat(call(pacer, "all")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void callersThatAlreadyWaitKeepToAPauseAndThenToTheirTurns() throws InterruptedException {
        Pacer[] paused = new Pacer[1];
        Time whileSleeping = new Time() {
            private int sleeps;

            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public long nanoTime() {
                return time.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                if (sleeps++ == 0) {
                    paused[0].pause("all", Duration.ofSeconds(60));
                }
                time.sleep(duration);
            }
        };
        paused[0] = new Pacer(whileSleeping).limit("all", 60);
        call(paused[0], "all");

        assertThat(call(paused[0], "all")).isEqualTo(Duration.ofSeconds(60));
        assertThat(call(paused[0], "all")).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void whoWouldWaitTooLongHearsHowLongAndTakesNoPlace() throws InterruptedException {
        pacer.pause("updates", Duration.ofHours(2));

        assertThat(pacer.acquire(List.of("all", "updates"), LONG)).contains(Duration.ofHours(2));
        assertThat(call(pacer, "all")).isZero();
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void aPauseWithoutEndIsOneOfADay() throws InterruptedException {
        pacer.pause("all", Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(pacer.acquire(List.of("all"), LONG)).contains(Duration.ofDays(1));
    }

    @Test
    void aCallThatCostsMoreMakesTheNextOneWaitForAll() throws InterruptedException {
        call(pacer, "all");
        pacer.charge("all", 2);
        pacer.charge("all", 0);
        pacer.charge("all", -5);

        assertThat(call(pacer, "all")).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aLimitCanChangeAsTheServerAnnouncesIt() throws InterruptedException {
        call(pacer, "all");
        pacer.limit("all", 30);
        call(pacer, "all");

        assertThat(call(pacer, "all")).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void aLimitThatAllowsNothingIsRefused(double perMinute) {
        assertThatThrownBy(() -> pacer.limit("all", perMinute))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Calls a minute must be more than 0: " + perMinute);
    }

    @Test
    void anInterruptEndsTheWait() {
        pacer.pause("all", Duration.ofSeconds(1));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pacer.acquire(List.of("all"), LONG)).isInstanceOf(InterruptedException.class);
    }
}

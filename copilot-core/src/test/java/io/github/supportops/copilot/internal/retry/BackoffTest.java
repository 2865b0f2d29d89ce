package io.github.supportops.copilot.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff longest = new Backoff(() -> 1.0);
    private final Backoff shortest = new Backoff(() -> 0.0);

    @Test
    void theBoundDoublesUpToTwentySeconds() {
        assertThat(longest.delay(1, false, null)).isEqualTo(Duration.ofMillis(500));
        assertThat(longest.delay(2, false, null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(longest.delay(6, false, null)).isEqualTo(Duration.ofSeconds(16));
        assertThat(longest.delay(7, false, null)).isEqualTo(Duration.ofSeconds(20));
        assertThat(longest.delay(1_000, false, null)).isEqualTo(Duration.ofSeconds(20));
        assertThat(longest.delay(1, true, null)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void fullJitterStartsAtZero() {
        assertThat(shortest.delay(5, false, null)).isZero();
    }

    @Test
    void whatTheServerAsksForIsNeverCutAndACrowdStillSpreadsOut() {
        Duration asked = Duration.ofSeconds(30);

        assertThat(shortest.delay(1, true, asked)).isEqualTo(asked);
        assertThat(longest.delay(1, true, asked)).isEqualTo(asked.plusSeconds(1));
    }
}

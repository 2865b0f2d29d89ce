package io.github.supportops.copilot.store;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** A clock that moves when it is told to. */
final class MovableClock implements Supplier<Instant> {
    private volatile Instant now = Samples.NOON;

    @Override
    public Instant get() {
        return now;
    }

    void move(Duration time) {
        now = now.plus(time);
    }
}

package io.github.supportops.copilot.compose;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time since a start. */
final class Elapsed {
    private final LongSupplier nanoTime;
    private final long start;

    private Elapsed(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    Duration time() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** Where starts come from; a test brings one it moves by hand. */
    static final class Clock {
        static final Clock SYSTEM = new Clock(System::nanoTime);

        private final LongSupplier nanoTime;

        Clock(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        Elapsed start() {
            return new Elapsed(nanoTime);
        }
    }
}

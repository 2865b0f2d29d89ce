package io.github.supportops.copilot.app.service;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what all bodies that are arriving take in memory together, however many clients send slowly. Thread-safe. */
final class ByteBudget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long most) {
        this.most = most;
    }

    /** {@return what writes to memory as long as there is room; close it to give the room back} */
    Share share(ByteArrayOutputStream target) {
        return new Share(target);
    }

    long taken() {
        return taken.get();
    }

    /** The part of one body. */
    final class Share extends OutputStream {
        private final ByteArrayOutputStream target;
        private long held;

        private Share(ByteArrayOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        /** @throws ProblemException if all bodies together would take more than they may */
        @Override
        public void write(byte[] bytes, int from, int count) {
            if (taken.addAndGet(count) > most) {
                taken.addAndGet(-count);
                throw new ProblemException(
                                ProblemType.TOO_MANY_REQUESTS, "Too many bodies are arriving at one time; come again")
                        .retryAfter(Duration.ofSeconds(5))
                        .header("Connection", "close");
            }
            held += count;
            target.write(bytes, from, count);
        }

        @Override
        public void close() {
            taken.addAndGet(-held);
            held = 0;
        }
    }
}

package io.github.supportops.copilot.benchmarks;

import java.util.Arrays;

/** What became of the tickets of one run, and how long the answers took. Used by one thread. */
final class Load {
    private final Times analysed = new Times();
    private final Times refused = new Times();
    private long sent;
    private long wrong;
    private long other;
    private long broken;
    private long unanswered;
    private double seconds;

    void sent() {
        sent++;
    }

    void answered(int status, long due, boolean isAboutItsTicket) {
        long took = System.nanoTime() - due;
        if (status == 200) {
            analysed.add(took);
            wrong += isAboutItsTicket ? 0 : 1;
        } else if (status == 429) {
            refused.add(took);
        } else {
            other++;
        }
    }

    void broken() {
        broken++;
    }

    void end(long start, long stillWaiting) {
        unanswered = stillWaiting;
        seconds = (System.nanoTime() - start) / 1e9;
    }

    Times analysed() {
        return analysed;
    }

    @Override
    public String toString() {
        String line = String.format(
                "%d sent, %d analysed (%.0f/s), %d wrong pairings, %d lost, %d other; %s",
                sent, analysed.count, analysed.count / seconds, wrong, broken + unanswered, other, analysed);
        return refused.count == 0
                ? line
                : line + String.format("%n    %d answered with 429; %s", refused.count, refused);
    }

    /** Times in nanoseconds, told in milliseconds. */
    static final class Times {
        private long[] nanos = new long[1_024];
        private int count;

        synchronized void add(long time) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = time;
        }

        synchronized double millis(double share) {
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return count == 0 ? 0 : sorted[(int) Math.min(count - 1L, (long) (share * count))] / 1e6;
        }

        @Override
        public String toString() {
            return String.format("p50 %.1f ms, p99 %.1f ms, longest %.1f ms", millis(0.5), millis(0.99), millis(1));
        }
    }
}

package io.github.supportops.copilot.batch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A provider with a limit that may change, and an analyzer that retries by itself, in time that moves only here. The
 * provider is a token bucket with a burst of a tenth of a second; it answers after
 * the latency and up to 4 ms more, and says Retry-After: 1.
 */
final class RateSimulation {
    private static final double SECOND = 1e9;

    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final Random random = new Random(1);
    private final DoubleUnaryOperator limitAt;
    private final CallRate rate;
    private final ConcurrencyLimit concurrency;
    private final int tickets;

    private final long latency;
    private long now = 1;
    private double bucket;
    private long bucketAt = 1;
    private long nextWakeUp;
    private long roundTrip;
    private int underWay;
    private int sentTickets;
    int finished;
    int calls;
    int refused;
    private final int[] finishedInSecond = new int[10_000];

    private record Event(long at, Runnable what) {}

    RateSimulation(int ceiling, int tickets, long latencyMillis, DoubleUnaryOperator limitAt) {
        this.latency = 1_000_000 * latencyMillis;
        this.concurrency = new ConcurrencyLimit(ceiling);
        this.rate = new CallRate(Double.POSITIVE_INFINITY, now);
        this.tickets = tickets;
        this.limitAt = limitAt;
        this.bucket = limitAt.applyAsDouble(0) / 10;
    }

    /** {@return seconds until all tickets were finished, or until the given time} */
    double run(double untilSeconds) {
        trySend();
        while (!events.isEmpty() && finished < tickets && events.peek().at < untilSeconds * SECOND) {
            Event next = events.remove();
            now = next.at;
            next.what.run();
            trySend();
        }
        return now / SECOND;
    }

    double finishedPerSecond(int from, int to) {
        return Arrays.stream(finishedInSecond, from, to).average().orElseThrow();
    }

    private void trySend() {
        while (sentTickets < tickets && underWay < concurrency.current()) {
            long wait = rate.waitNanos(now);
            if (wait > 0) {
                wakeUp(now + Math.max(wait, 1_000_000L));
                return;
            }
            sentTickets++;
            underWay++;
            call();
        }
    }

    private void wakeUp(long at) {
        if (nextWakeUp <= now || at < nextWakeUp) {
            nextWakeUp = at;
            events.add(new Event(at, () -> {}));
        }
    }

    private void call() {
        rate.sent(now, concurrency.pacePerSecond(roundTrip));
        calls++;
        boolean allowed = takeToken();
        long answer = now + latency + random.nextInt(4_000_000);
        events.add(new Event(answer, allowed ? this::answered : this::refused));
    }

    private boolean takeToken() {
        double limit = limitAt.applyAsDouble(now / SECOND);
        bucket = Math.min(limit / 10, bucket + (now - bucketAt) / SECOND * limit);
        bucketAt = now;
        if (bucket < 1) {
            return false;
        }
        bucket--;
        return true;
    }

    private void answered() {
        roundTrip = latency;
        rate.accepted(now, latency);
        concurrency.succeeded(1, underWay);
        underWay--;
        finished++;
        finishedInSecond[(int) (now / SECOND)]++;
    }

    private void refused() {
        refused++;
        rate.refused(now, latency, (long) SECOND, underWay * SECOND / latency);
        long again = now + (long) (SECOND * (1 + random.nextDouble()));
        events.add(new Event(again, this::call));
    }
}

package io.github.supportops.copilot.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A rising line through points, found by pooling neighbours that are out of order (the pool-adjacent-violators algorithm,
 * Ayer et al. 1955). A pool's rate is smoothed by one right and one wrong label, so that a few lucky labels never become a
 * confidence of 1. Between points the line is straight, outside them it is level.
 */
record IsotonicCurve(List<Point> points) implements CalibrationCurve {

    IsotonicCurve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("An isotonic curve needs at least one point");
        }
        for (int at = 1; at < points.size(); at++) {
            if (points.get(at).stated() <= points.get(at - 1).stated()
                    || points.get(at).actual() < points.get(at - 1).actual()) {
                throw new IllegalArgumentException(
                        "The points of an isotonic curve must rise; point " + at + " does not");
            }
        }
    }

    record Point(double stated, double actual) {
        Point {
            if (!(stated >= 0 && stated <= 1 && actual >= 0 && actual <= 1)) {
                throw new IllegalArgumentException("The points of an isotonic curve must lie within 0 and 1");
            }
        }
    }

    static IsotonicCurve fit(List<CalibrationSample> samples) {
        List<CalibrationSample> sorted = new ArrayList<>(samples);
        sorted.sort(Comparator.comparingDouble(CalibrationSample::confidence));
        List<Pool> pools = new ArrayList<>();
        for (CalibrationSample sample : sorted) {
            pools.add(new Pool(1, sample.correct() ? 1 : 0, sample.confidence()));
            poolViolators(pools, sample.confidence());
        }
        return new IsotonicCurve(points(pools));
    }

    private static void poolViolators(List<Pool> pools, double confidence) {
        while (pools.size() > 1) {
            Pool last = pools.get(pools.size() - 1);
            Pool before = pools.get(pools.size() - 2);
            boolean sameConfidence = before.highest() == confidence;
            if (!sameConfidence && before.rate() < last.rate()) {
                return;
            }
            pools.remove(pools.size() - 1);
            pools.set(pools.size() - 1, before.plus(last));
        }
    }

    private static List<Point> points(List<Pool> pools) {
        List<Point> points = new ArrayList<>();
        double highest = 0;
        double previous = -1;
        for (Pool pool : pools) {
            highest = Math.max(highest, pool.smoothedRate());
            double stated = CalibrationCurve.rounded(pool.mean());
            if (stated > previous) {
                points.add(new Point(stated, CalibrationCurve.rounded(highest)));
                previous = stated;
            }
        }
        return points;
    }

    @Override
    public double apply(double confidence) {
        Point before = points.get(0);
        for (Point point : points) {
            if (confidence <= point.stated()) {
                double width = point.stated() - before.stated();
                double share = width == 0 ? 1 : (confidence - before.stated()) / width;
                return share <= 0 ? before.actual() : before.actual() + share * (point.actual() - before.actual());
            }
            before = point;
        }
        return before.actual();
    }

    /** Neighbouring samples that share one rate. */
    private record Pool(int samples, int correct, double sum, double highest) {
        Pool(int samples, int correct, double confidence) {
            this(samples, correct, confidence, confidence);
        }

        Pool plus(Pool next) {
            return new Pool(samples + next.samples, correct + next.correct, sum + next.sum, next.highest);
        }

        double rate() {
            return (double) correct / samples;
        }

        double smoothedRate() {
            return (correct + 1.0) / (samples + 2.0);
        }

        double mean() {
            return sum / samples;
        }
    }
}

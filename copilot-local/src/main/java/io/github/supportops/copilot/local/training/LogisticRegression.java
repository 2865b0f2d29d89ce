package io.github.supportops.copilot.local.training;

import io.github.supportops.copilot.local.internal.encoder.SentenceEncoder;
import io.github.supportops.copilot.local.internal.heads.LinearHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * Fits a class-balanced multinomial logistic regression with an L2 penalty by limited-memory BFGS.
 *
 * <p>Everything is double arithmetic in one fixed order with {@link StrictMath}, so the same examples give the same
 * weights on every JVM.
 */
final class LogisticRegression {

    private static final int ROUNDS = 50;
    private static final int MEMORY = 10;
    private static final double TOLERANCE = 1e-5;

    /** The inputs that are mostly not zero, as doubles: converting them once halves the time. */
    private final double[][] dense;
    /** Where the other inputs of an example are not zero. */
    private final int[][] places;

    private final float[][] inputs;
    private final byte[] labels;
    private final double[] importance;
    private final int classes;
    private final int width;
    private final double penalty;

    private LogisticRegression(float[][] inputs, byte[] labels, int classes, double strength) {
        this.inputs = inputs;
        this.labels = labels;
        this.classes = classes;
        this.width = inputs[0].length + 1;
        this.penalty = 1 / strength;
        this.importance = balanced(labels, classes);
        this.dense = new double[inputs.length][];
        this.places = new int[inputs.length][];
        int denseInputs = Math.min(SentenceEncoder.DIMENSIONS, width - 1);
        for (int example = 0; example < inputs.length; example++) {
            float[] input = inputs[example];
            dense[example] = new double[denseInputs];
            for (int i = 0; i < denseInputs; i++) {
                dense[example][i] = input[i];
            }
            places[example] = IntStream.range(denseInputs, input.length)
                    .filter(i -> input[i] != 0)
                    .toArray();
        }
    }

    /**
     * Fits a head.
     *
     * @param strength how little the weights are held back; the inverse of the penalty
     */
    static LinearHead fit(float[][] inputs, byte[] labels, int classes, double strength) {
        return new LogisticRegression(inputs, labels, classes, strength).minimize();
    }

    /** Half way between equal examples and equal labels: rare labels are heard, common ones keep their weight. */
    private static double[] balanced(byte[] labels, int classes) {
        double[] counts = new double[classes];
        for (byte label : labels) {
            counts[label]++;
        }
        double[] importance = new double[classes];
        for (int label = 0; label < classes; label++) {
            importance[label] = StrictMath.sqrt(labels.length / (classes * Math.max(1, counts[label])));
        }
        return importance;
    }

    private LinearHead minimize() {
        double[] point = new double[classes * width];
        double[] gradient = new double[point.length];
        double value = lossAndGradient(point, gradient);
        Deque<double[][]> steps = new ArrayDeque<>();
        for (int round = 0; round < ROUNDS && norm(gradient) > TOLERANCE * inputs.length; round++) {
            double[] direction = direction(gradient, steps);
            double slope = dot(direction, gradient);
            double length = round == 0 ? 1 / Math.max(1, norm(gradient)) : 1;
            double[] next = new double[point.length];
            double[] nextGradient = new double[point.length];
            double nextValue = Double.POSITIVE_INFINITY;
            for (int halving = 0; halving < 30; halving++) {
                for (int i = 0; i < point.length; i++) {
                    next[i] = point[i] + length * direction[i];
                }
                nextValue = lossAndGradient(next, nextGradient);
                if (nextValue <= value + 1e-4 * length * slope) {
                    break;
                }
                length /= 2;
            }
            if (!(nextValue < value)) {
                break;
            }
            remember(steps, minus(next, point), minus(nextGradient, gradient));
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return head(point);
    }

    private double lossAndGradient(double[] point, double[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        double loss = 0;
        double[] scores = new double[classes];
        for (int example = 0; example < inputs.length; example++) {
            loss += addExample(point, gradient, example, scores);
        }
        for (int label = 0; label < classes; label++) {
            for (int i = label * width; i < (label + 1) * width - 1; i++) {
                loss += penalty / 2 * point[i] * point[i];
                gradient[i] += penalty * point[i];
            }
        }
        return loss;
    }

    private double addExample(double[] point, double[] gradient, int example, double[] scores) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            scores[c] = score(point, c * width, example);
            highest = Math.max(highest, scores[c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            scores[c] = StrictMath.exp(scores[c] - highest);
            sum += scores[c];
        }
        byte label = labels[example];
        double weight = importance[label];
        for (int c = 0; c < classes; c++) {
            double error = weight * (scores[c] / sum - (c == label ? 1 : 0));
            int from = c * width;
            double[] values = dense[example];
            for (int i = 0; i < values.length; i++) {
                gradient[from + i] += error * values[i];
            }
            for (int i : places[example]) {
                gradient[from + i] += error * inputs[example][i];
            }
            gradient[from + width - 1] += error;
        }
        return -weight * StrictMath.log(Math.max(1e-300, scores[label] / sum));
    }

    private double score(double[] point, int from, int example) {
        double[] values = dense[example];
        double s0 = point[from + width - 1];
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            s0 += point[from + i] * values[i];
            s1 += point[from + i + 1] * values[i + 1];
            s2 += point[from + i + 2] * values[i + 2];
            s3 += point[from + i + 3] * values[i + 3];
        }
        for (; i < values.length; i++) {
            s0 += point[from + i] * values[i];
        }
        for (int place : places[example]) {
            s0 += point[from + place] * inputs[example][place];
        }
        return s0 + s1 + s2 + s3;
    }

    /** The two-loop recursion of L-BFGS. */
    private static double[] direction(double[] gradient, Deque<double[][]> steps) {
        double[] direction = new double[gradient.length];
        addScaled(direction, gradient, -1);
        double[] factors = new double[steps.size()];
        int place = 0;
        double scale = 1;
        for (double[][] step : steps) {
            double curvature = dot(step[0], step[1]);
            scale = place == 0 ? curvature / dot(step[1], step[1]) : scale;
            factors[place] = dot(step[0], direction) / curvature;
            addScaled(direction, step[1], -factors[place++]);
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= scale;
        }
        Iterator<double[][]> oldestFirst = steps.descendingIterator();
        while (oldestFirst.hasNext()) {
            double[][] step = oldestFirst.next();
            double factor = dot(step[1], direction) / dot(step[0], step[1]);
            addScaled(direction, step[0], factors[--place] - factor);
        }
        return direction;
    }

    private static void remember(Deque<double[][]> steps, double[] move, double[] change) {
        if (dot(move, change) > 1e-10) {
            steps.addFirst(new double[][] {move, change});
            if (steps.size() > MEMORY) {
                steps.removeLast();
            }
        }
    }

    private LinearHead head(double[] point) {
        float[][] weights = new float[classes][width];
        for (int label = 0; label < classes; label++) {
            for (int i = 0; i < width; i++) {
                weights[label][i] = (float) point[label * width + i];
            }
        }
        return new LinearHead(weights);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] result = a.clone();
        addScaled(result, b, -1);
        return result;
    }

    private static void addScaled(double[] target, double[] values, double factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * values[i];
        }
    }

    private static double norm(double[] values) {
        return StrictMath.sqrt(dot(values, values));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

package io.github.supportops.copilot.local.training;

import io.github.supportops.copilot.local.internal.heads.Head;
import io.github.supportops.copilot.local.internal.heads.Likeness;
import io.github.supportops.copilot.local.internal.heads.LinearHead;
import java.util.ArrayList;
import java.util.List;

/** Answers every example with heads that saw no example of its topic, so the answers are as good as on a new topic. */
final class HeldBack {

    private static final int FOLDS = 5;

    private final float[][] cosines;
    private final float[][] inputs;
    private final int[] folds;

    /**
     * Held-back answers on the given inputs.
     *
     * @param cosines the likeness of every example to every example
     * @param folds from {@link #folds}
     */
    HeldBack(float[][] inputs, float[][] cosines, int[] folds) {
        this.inputs = inputs;
        this.cosines = cosines;
        this.folds = folds;
    }

    /** Deals whole topics into folds. */
    static int[] folds(List<Example> examples) {
        List<String> topics =
                examples.stream().map(Example::topic).distinct().sorted().toList();
        return examples.stream()
                .mapToInt(example -> topics.indexOf(example.topic()) % FOLDS)
                .toArray();
    }

    List<double[]> shares(byte[] truth, List<String> labels, FieldSettings settings) {
        LinearHead[] heads = new LinearHead[FOLDS];
        for (int fold = 0; fold < FOLDS; fold++) {
            heads[fold] = without(fold, truth, labels.size(), settings);
        }
        List<double[]> shares = new ArrayList<>();
        for (int i = 0; i < folds.length; i++) {
            shares.add(answer(i, heads[folds[i]], truth, labels.size(), settings.blend()));
        }
        return shares;
    }

    private double[] answer(int example, LinearHead linear, byte[] truth, int labels, Head.Settings blend) {
        float[] others = cosines[example].clone();
        for (int i = 0; i < others.length; i++) {
            if (folds[i] == folds[example]) {
                others[i] = Float.NEGATIVE_INFINITY;
            }
        }
        double[] shares = linear.probabilities(inputs[example]);
        double[] votes = Likeness.shares(others, truth, labels, blend.width());
        for (int label = 0; label < labels; label++) {
            shares[label] = blend.linearShare() * shares[label] + (1 - blend.linearShare()) * votes[label];
        }
        return shares;
    }

    private LinearHead without(int fold, byte[] truth, int labels, FieldSettings settings) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < folds.length; i++) {
            if (folds[i] != fold) {
                kept.add(i);
            }
        }
        float[][] keptInputs = new float[kept.size()][];
        byte[] keptTruth = new byte[kept.size()];
        for (int i = 0; i < keptTruth.length; i++) {
            keptInputs[i] = inputs[kept.get(i)];
            keptTruth[i] = truth[kept.get(i)];
        }
        return LogisticRegression.fit(keptInputs, keptTruth, labels, settings.strength());
    }
}

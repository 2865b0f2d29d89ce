package io.github.supportops.copilot.local.training;

import io.github.supportops.copilot.local.internal.heads.Head;

/**
 * The few numbers that are chosen for a field, by hand, on held-back examples.
 *
 * @param strength of {@link LogisticRegression}
 * @param blend of regression and likeness
 * @param longCues whether the cues of a long text are heard; the courtesy of long mails says nothing about sentiment
 * @param trust how far confidences may leave the mean, see {@link Isotonic}; urgency is house policy, so on tickets from
 *     elsewhere a high share says little more than a middling one
 * @param agreement how often another house is expected to label as these examples are labelled. Held-back examples cannot
 *     show that, they are all from one house; that heads made from half of a foreign set are right on no more than 60 to 80 %
 *     of tweets' sentiments and 40 to 90 % of urgencies in the other half does
 */
record FieldSettings(double strength, Head.Settings blend, boolean longCues, double trust, double agreement) {

    static FieldSettings of(String field) {
        return switch (field) {
            case "intent" -> new FieldSettings(4, new Head.Settings(0.35, 0.03), true, 1, 1);
            case "sentiment" -> new FieldSettings(4, new Head.Settings(0.5, 0.03), false, 1, 0.92);
            case "urgency" -> new FieldSettings(4, new Head.Settings(0.4, 0.025), true, 0.15, 0.95);
            default -> new FieldSettings(4, new Head.Settings(0.3, 0.02), true, 1, 1);
        };
    }
}

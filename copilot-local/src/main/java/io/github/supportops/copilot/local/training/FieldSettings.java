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
 */
record FieldSettings(double strength, Head.Settings blend, boolean longCues, double trust) {

    static FieldSettings of(String field) {
        return switch (field) {
            case "intent" -> new FieldSettings(4, new Head.Settings(0.35, 0.03), true, 1);
            case "sentiment" -> new FieldSettings(4, new Head.Settings(0.5, 0.03), false, 0.8);
            case "urgency" -> new FieldSettings(4, new Head.Settings(0.4, 0.025), true, 0.4);
            default -> new FieldSettings(4, new Head.Settings(0.3, 0.02), true, 1);
        };
    }
}

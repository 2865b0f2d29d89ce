package io.github.supportops.copilot.local.training;

import io.github.supportops.copilot.local.internal.heads.Head;

/**
 * The few numbers that are chosen for a field, by hand, on held-back examples.
 *
 * @param strength of {@link LogisticRegression}
 * @param blend of regression and likeness
 */
record FieldSettings(double strength, Head.Settings blend) {

    static FieldSettings of(String field) {
        return switch (field) {
            case "intent" -> new FieldSettings(4, new Head.Settings(0.4, 0.025));
            case "sentiment" -> new FieldSettings(4, new Head.Settings(0.5, 0.03));
            case "urgency" -> new FieldSettings(4, new Head.Settings(0.4, 0.025));
            default -> new FieldSettings(4, new Head.Settings(0.3, 0.02));
        };
    }
}

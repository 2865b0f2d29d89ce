package io.github.supportops.copilot;

import java.util.Objects;

/**
 * One decision that a wrapper took on the way to a result.
 *
 * @param part who decided, for example {@code fallback} or {@code rule vip-floor}
 * @param detail what it decided, in words of this library: no ticket text, no model output
 */
public record ProvenanceStep(String part, String detail) {
    /** Checks that nothing is missing. */
    public ProvenanceStep {
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(detail, "detail");
    }

    @Override
    public String toString() {
        return part + ": " + detail;
    }
}

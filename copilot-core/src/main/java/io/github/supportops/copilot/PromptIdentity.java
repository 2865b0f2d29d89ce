package io.github.supportops.copilot;

import java.util.Objects;

/**
 * Which prompt was used, so that a result can be traced to the exact words.
 *
 * @param id the prompt's name, for example {@code triage}
 * @param version its version, as its author numbers it
 * @param hash the first 12 hexadecimal digits of the SHA-256 of its text
 */
public record PromptIdentity(String id, String version, String hash) {
    /** Checks that nothing is missing. */
    public PromptIdentity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(hash, "hash");
    }
}

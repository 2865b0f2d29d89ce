package io.github.supportops.copilot;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an analyzer chose its labels. Every evidence quote occurs in the ticket, letter for letter. Immutable; {@code
 * toString()} shows counts, never text.
 */
public final class Explanation {
    private static final Explanation NONE = new Explanation(null, List.of(), null, List.of());

    private final @Nullable String rationale;
    private final List<String> evidence;
    private final @Nullable String language;
    private final List<String> tags;

    private Explanation(
            @Nullable String rationale, List<String> evidence, @Nullable String language, List<String> tags) {
        this.rationale = rationale;
        this.evidence = List.copyOf(evidence);
        this.language = language;
        this.tags = List.copyOf(tags);
    }

    /** {@return an explanation that says nothing} */
    public static Explanation none() {
        return NONE;
    }

    /** {@return an explanation with the given parts; null where a part is unknown} */
    public static Explanation of(
            @Nullable String rationale, List<String> evidence, @Nullable String language, List<String> tags) {
        return new Explanation(rationale, evidence, language, tags);
    }

    /** {@return one sentence that gives the reason} */
    public Optional<String> rationale() {
        return Optional.ofNullable(rationale);
    }

    /** {@return passages of the ticket that carried the decision} */
    public List<String> evidence() {
        return evidence;
    }

    /** {@return the language of the ticket, a BCP 47 tag} */
    public Optional<String> language() {
        return Optional.ofNullable(language);
    }

    /** {@return tags from the user's own taxonomy} */
    public List<String> tags() {
        return tags;
    }

    /** {@return whether nothing is explained} */
    public boolean isEmpty() {
        return equals(NONE);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Explanation that
                && Objects.equals(rationale, that.rationale)
                && evidence.equals(that.evidence)
                && Objects.equals(language, that.language)
                && tags.equals(that.tags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rationale, evidence, language, tags);
    }

    @Override
    public String toString() {
        return "Explanation[rationale=" + (rationale != null) + ", evidence=" + evidence.size() + " quotes, language="
                + (language != null) + ", tags=" + tags.size() + "]";
    }
}

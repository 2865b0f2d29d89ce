package io.github.supportops.copilot.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Versions of prompts side by side, and the one in use. Going back to an older version is one setting: the name of the
 * active one. The template that comes with this library is always there. Immutable and thread-safe.
 *
 * <p>A folder of prompts holds template files and {@code prompts.json}:
 *
 * <pre>{@code
 * {"active": "triage@1",
 *  "experiment": {"name": "shorter", "candidate": "triage@2", "share": 0.1},
 *  "prompts": [{"file": "triage.v2.txt", "created": "2026-11-22", "notes": "half as long"}]}
 * }</pre>
 */
public final class PromptRegistry {
    private static final LocalDate STANDARD_CREATED = LocalDate.of(2026, 11, 22);

    private final Map<String, PromptVersion> versions;
    private final PromptVersion active;
    private final @Nullable PromptExperiment experiment;

    private PromptRegistry(
            Map<String, PromptVersion> versions, PromptVersion active, @Nullable PromptExperiment experiment) {
        this.versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        this.active = active;
        this.experiment = experiment;
    }

    /** {@return a registry of the given prompts and the library's own, which is the active one} */
    public static PromptRegistry of(Collection<PromptVersion> prompts) {
        PromptVersion standard =
                new PromptVersion(PromptTemplate.standard(), STANDARD_CREATED, "comes with the library");
        Map<String, PromptVersion> versions = new LinkedHashMap<>();
        List<PromptVersion> all = new ArrayList<>(List.of(standard));
        all.addAll(prompts);
        for (PromptVersion version : all) {
            if (versions.putIfAbsent(version.name(), version) != null) {
                throw new IllegalArgumentException("Two prompts are called " + version.name()
                        + "; give the newer one another version in its second line");
            }
        }
        return new PromptRegistry(versions, standard, null);
    }

    /**
     * Reads a folder of prompts.
     *
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if a file is not as described; the message names it and the place
     */
    public static PromptRegistry read(Path folder) throws IOException {
        return PromptFolder.read(folder);
    }

    /** {@return all versions, the library's own first} */
    public List<PromptVersion> versions() {
        return List.copyOf(versions.values());
    }

    /** {@return the version with this name, such as {@code triage@2}} */
    public Optional<PromptVersion> version(String name) {
        return Optional.ofNullable(versions.get(Objects.requireNonNull(name, "name")));
    }

    /** {@return the active version, which is the stable one of an experiment} */
    public PromptVersion active() {
        return active;
    }

    /** {@return the experiment under way} */
    public Optional<PromptExperiment> experiment() {
        return Optional.ofNullable(experiment);
    }

    /** {@return what to give to an analyzer: the experiment if there is one, otherwise the active template} */
    public PromptTemplate template() {
        return experiment == null ? active.template() : experiment;
    }

    /**
     * This registry with another active version and without an experiment.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists those there are
     */
    public PromptRegistry activate(String name) {
        return new PromptRegistry(versions, required(name), null);
    }

    /**
     * This registry with a share of the tickets sent to a candidate instead of the active version.
     *
     * @throws IllegalArgumentException if there is no version of this name, it is the active one, or the share is not
     *     within 0 and 1
     */
    public PromptRegistry tryOut(String experimentName, String candidate, double share) {
        PromptExperiment trial = PromptExperiment.of(
                experimentName, active.template(), required(candidate).template(), share);
        return new PromptRegistry(versions, active, trial);
    }

    private PromptVersion required(String name) {
        return version(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no prompt " + name + "; there are "
                        + String.join(", ", versions.keySet()) + ". Add its file to \"prompts\""));
    }

    @Override
    public String toString() {
        return "PromptRegistry[versions=" + versions.keySet() + ", active=" + active.name() + ", experiment="
                + experiment + "]";
    }
}

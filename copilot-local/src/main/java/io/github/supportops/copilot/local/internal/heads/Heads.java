package io.github.supportops.copilot.local.internal.heads;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trained heads of all fields. Immutable and thread-safe. */
public final class Heads {

    private static final String FILE = "/io/github/supportops/copilot/local/heads.bin";

    private final Examples examples;
    private final Map<String, Head> heads;
    private final Map<String, List<String>> labels = new LinkedHashMap<>();
    private final String version;

    /** Heads by field name; the version names their exact content. */
    public Heads(Examples examples, Map<String, Head> heads, String version) {
        this.examples = examples;
        this.heads = new LinkedHashMap<>(heads);
        heads.forEach((field, head) -> labels.put(field, head.labels()));
        this.version = version;
    }

    /** Reads the heads that come with the library. */
    public static Heads load() {
        try (InputStream in = Heads.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new FileNotFoundException(FILE + " is missing from the jar");
            }
            return HeadsFile.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the trained heads cannot be read", e);
        }
    }

    /** Reads heads that were made from other example tickets. */
    public static Heads load(Path file) {
        try {
            return HeadsFile.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the heads " + file + " cannot be read; make them again", e);
        }
    }

    Examples examples() {
        return examples;
    }

    Map<String, Head> all() {
        return heads;
    }

    /** Which heads these are: the first digits of the hash of their file. */
    public String version() {
        return version;
    }

    /** The head of a field. */
    public Head head(String field) {
        Head head = heads.get(field);
        if (head == null) {
            throw new IllegalArgumentException("no head for " + field + ", only for " + heads.keySet());
        }
        return head;
    }

    /** The labels of every field in the order of their shares. */
    public Map<String, List<String>> labels() {
        return labels;
    }

    /** The shares of the labels of every field, by field name. */
    public Map<String, double[]> shares(float[] vector, float[] cues, boolean longText) {
        float[] inputs = Inputs.join(vector, cues, longText);
        float[] cosines = examples.cosines(vector);
        Map<String, double[]> shares = new LinkedHashMap<>();
        heads.forEach((field, head) -> shares.put(field, head.shares(inputs, cosines)));
        return shares;
    }
}

package io.github.supportops.copilot.local.internal.text;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All cues, read from the file {@code cues.txt}. Immutable and thread-safe. */
public final class CueBook {

    private static final String FILE = "/io/github/supportops/copilot/local/cues.txt";

    private final List<Cue> cues;

    private CueBook(List<Cue> cues) {
        this.cues = List.copyOf(cues);
    }

    /** Reads the cues that come with the library. */
    public static CueBook load() {
        try (InputStream in = CueBook.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new FileNotFoundException(FILE + " is missing from the jar");
            }
            return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the cues cannot be read", e);
        }
    }

    private static CueBook read(BufferedReader lines) throws IOException {
        List<Cue> cues = new ArrayList<>();
        String name = "";
        List<String> phrases = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String phrase = line.strip();
            if (phrase.startsWith("[") && phrase.endsWith("]")) {
                addCue(name, phrases, cues);
                name = phrase.substring(1, phrase.length() - 1);
                phrases.clear();
            } else if (!phrase.isEmpty() && !phrase.startsWith("#")) {
                phrases.add(phrase);
            }
        }
        addCue(name, phrases, cues);
        return new CueBook(cues);
    }

    private static void addCue(String name, List<String> phrases, List<Cue> cues) {
        if (!phrases.isEmpty()) {
            cues.add(new Cue(name, phrases));
        }
    }

    /** The names of the cues in the order of the file. */
    public List<String> names() {
        return cues.stream().map(Cue::name).toList();
    }

    /** Looks for every cue in a text. */
    public CueReport inspect(String text) {
        return new CueReport(cues, text);
    }
}

package io.github.supportops.copilot.eval;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads labelled tickets from UTF-8 files, all into memory: a million short tickets are about a gigabyte.
 *
 * <p>CSV has a header with {@code ticket_id}, {@code message} and at least one of {@code intent}, {@code urgency}, {@code
 * sentiment}, {@code escalation_required}, {@code churn_risk}; {@code subject}, {@code channel} and {@code language} are
 * read too, other columns are ignored. An empty label cell means the ticket has no such label.
 *
 * <p>JSON Lines has one object a line: the ticket as {@code AnalysisJson} writes it with the labels beside its fields, or
 * feedback, {@code {"ticket":{…},"analysis":{…}}}, where {@code analysis} is what a person settled on. Other fields, such
 * as who decided and when, are ignored.
 */
public final class LabelledTickets {
    private LabelledTickets() {}

    /**
     * Reads a file by the end of its name: {@code .csv}, or {@code .jsonl} and {@code .ndjson}.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the name has another end or the content is not as described; the message names
     *     the line and column and quotes nothing
     */
    public static List<LabelledTicket> read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (name.endsWith(".csv")) {
                return readCsv(reader);
            }
            if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
                return readJsonLines(reader);
            }
        }
        throw new IllegalArgumentException("Labelled tickets are read from .csv, .jsonl and .ndjson files");
    }

    /** Reads CSV; the caller closes the reader. @throws IOException as {@link #read} does */
    public static List<LabelledTicket> readCsv(Reader reader) throws IOException {
        return CsvGold.read(reader);
    }

    /** Reads JSON Lines; the caller closes the reader. @throws IOException as {@link #read} does */
    public static List<LabelledTicket> readJsonLines(Reader reader) throws IOException {
        return JsonLinesGold.read(reader);
    }
}

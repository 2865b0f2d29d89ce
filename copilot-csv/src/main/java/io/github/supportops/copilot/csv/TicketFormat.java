package io.github.supportops.copilot.csv;

import java.nio.file.Path;
import java.util.Locale;

/** How a file of tickets is written. Any of them may also be gzip: that is seen when reading, and follows the name {@code .gz} when writing. */
public enum TicketFormat {
    /** Cells separated by a delimiter, one header line. */
    CSV(".csv"),
    /** The same with tabs. */
    TSV(".tsv"),
    /** One array of objects. */
    JSON(".json"),
    /** One object a line. */
    JSON_LINES(".jsonl");

    private final String ending;

    TicketFormat(String ending) {
        this.ending = ending;
    }

    /** {@return the format that a file's name says; CSV where it says none} */
    public static TicketFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String plain = isGzip(file) ? name.substring(0, name.length() - ".gz".length()) : name;
        for (TicketFormat format : values()) {
            if (plain.endsWith(format.ending)) {
                return format;
            }
        }
        return plain.endsWith(".ndjson") ? JSON_LINES : CSV;
    }

    boolean isJson() {
        return this == JSON || this == JSON_LINES;
    }

    static boolean isGzip(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
    }
}

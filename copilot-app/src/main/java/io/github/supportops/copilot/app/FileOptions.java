package io.github.supportops.copilot.app;

import io.github.supportops.copilot.csv.EnrichmentBuilder;
import io.github.supportops.copilot.csv.OutputColumn;
import io.github.supportops.copilot.csv.TicketField;
import io.github.supportops.copilot.csv.TicketFormat;
import java.nio.charset.Charset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code enrich} that say how its files are read and what else is written. */
final class FileOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            description = "The column that holds a field of the ticket, for example message=Body. May be repeated.")
    private List<String> mappings = List.of();

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "The encoding of an input without a byte order mark. Default: UTF-8.")
    private @Nullable String encoding;

    @Option(
            names = "--delimiter",
            paramLabel = "C",
            description = "What separates the cells of the input: one character, or tab. Default: found in the header.")
    private @Nullable String delimiter;

    @Option(
            names = "--input-format",
            paramLabel = "FORMAT",
            description = "csv, tsv, json or jsonl. Default: what the file's name says, otherwise csv.")
    private @Nullable String inputFormat;

    @Option(
            names = "--output-format",
            paramLabel = "FORMAT",
            description = "csv, tsv, json or jsonl. Default: what the file's name says, otherwise csv.")
    private @Nullable String outputFormat;

    @Option(
            names = "--columns",
            paramLabel = "A,B,C",
            description = "More columns behind the six, for example confidence,review,model,cost_usd.")
    private @Nullable String columns;

    @Option(
            names = "--details",
            description = "All further columns behind the six: confidence, explanation, review and provenance.")
    private boolean details;

    @Option(
            names = "--failed",
            paramLabel = "FILE",
            description = "Write the failed rows alone to this file too, ready to be run again.")
    private @Nullable String failed;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a page with counts, charts and the rows to look at. It holds ticket text.")
    private @Nullable String report;

    /**
     * Applies the options. Those that change what a ticket says become part of the run's identity: a journal is not
     * continued with other ones.
     */
    void apply(EnrichmentBuilder builder, Surroundings surroundings) {
        mapping().forEach((field, column) -> {
            builder.map(field, column);
            builder.setting("map " + field.columnName(), column);
        });
        read("--encoding", encoding, FileOptions::charset).ifPresent(charset -> {
            builder.encoding(charset);
            builder.setting("encoding", charset.name());
        });
        read("--delimiter", delimiter, FileOptions::separator).ifPresent(separator -> {
            builder.delimiter(separator);
            builder.setting("delimiter", String.valueOf(separator));
        });
        read("--input-format", inputFormat, FileOptions::format).ifPresent(builder::inputFormat);
        read("--output-format", outputFormat, FileOptions::format).ifPresent(builder::outputFormat);
        if (details) {
            builder.columns(List.of(OutputColumn.values()));
        }
        read("--columns", columns, FileOptions::outputColumns).ifPresent(builder::columns);
        read("--failed", failed, surroundings.directory()::resolve).ifPresent(builder::failed);
        read("--report", report, surroundings.directory()::resolve).ifPresent(builder::report);
    }

    private Map<TicketField, String> mapping() {
        Map<TicketField, String> mapping = new EnumMap<>(TicketField.class);
        for (String entry : mappings) {
            int sign = entry.indexOf('=');
            if (sign < 1 || sign == entry.length() - 1) {
                throw wrong("--map", "must look like message=Body: " + entry);
            }
            TicketField field =
                    read("--map", entry.substring(0, sign), TicketField::of).orElseThrow();
            if (mapping.put(field, entry.substring(sign + 1)) != null) {
                throw wrong("--map", "names " + field.columnName() + " twice; leave one out");
            }
        }
        return mapping;
    }

    private <T> Optional<T> read(String option, @Nullable String text, Function<String, T> reading) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException unknown) {
            throw wrong(option, String.valueOf(unknown.getMessage()));
        }
    }

    private ParameterException wrong(String option, String problem) {
        return new ParameterException(command.commandLine(), option + ": " + problem);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "no encoding is called " + name + "; common ones are UTF-8, UTF-16LE and windows-1252", unknown);
        }
    }

    private static char separator(String text) {
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1 || "\"\r\n".contains(text)) {
            throw new IllegalArgumentException("must be one character that is no quote or line end, or tab");
        }
        return text.charAt(0);
    }

    private static TicketFormat format(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "csv" -> TicketFormat.CSV;
            case "tsv" -> TicketFormat.TSV;
            case "json" -> TicketFormat.JSON;
            case "jsonl" -> TicketFormat.JSON_LINES;
            default -> throw new IllegalArgumentException("must be csv, tsv, json or jsonl: " + name);
        };
    }

    private static List<OutputColumn> outputColumns(String names) {
        List<OutputColumn> wanted = List.of(names.split(",", -1)).stream()
                .map(String::strip)
                .map(OutputColumn::of)
                .toList();
        if (wanted.stream().distinct().count() < wanted.size()) {
            throw new IllegalArgumentException("names a column twice; leave one out");
        }
        return wanted;
    }
}

package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.batch.TicketBatch;
import io.github.supportops.copilot.csv.ReadOptions.OpenedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The short way from a CSV file to tickets, and from there to an enriched CSV file. The file needs the columns {@code
 * ticket_id} and {@code message}; {@link TicketField} lists the others that are understood. The delimiter is found in the
 * header, the encoding by the byte order mark and is UTF-8 without one. For anything else use {@link Enrichment}.
 *
 * <pre>{@code
 * TicketBatch batch = TicketBatch.builder(analyzer).concurrency(16).build();
 * EnrichmentSummary summary = TicketCsv.enrich(Path.of("tickets.csv"), Path.of("enriched.csv"), batch);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class TicketCsv {
    private TicketCsv() {}

    /**
     * Reads tickets one by one, in the order of the file. The stream holds the file open: close it.
     *
     * @throws TicketFileException if the file or its header cannot be read; also from the stream, later in the file
     * @throws InvalidTicketException from the stream, if a row is broken; the rows behind it can then not be reached
     */
    public static Stream<Ticket> read(Path file) {
        Objects.requireNonNull(file, "file");
        OpenedInput input = ReadOptions.defaults().open(file);
        return Stream.iterate(
                        input.rows().next(),
                        Objects::nonNull,
                        row -> input.rows().next())
                .map(row -> input.columns().ticketOf(Objects.requireNonNull(row)))
                .onClose(input::close);
    }

    /**
     * Finds what separates the cells of a file: the one of comma, semicolon, tab and bar that its first line uses most outside
     * quotes; a comma where it uses none.
     *
     * @throws TicketFileException if the file cannot be read
     */
    public static char delimiterOf(Path file) {
        try (InputStream stream = ReadOptions.stream(file)) {
            TextInput text = TextInput.of(stream, null);
            return new CsvText(file, text.reader(), text.charset().name()).likelyDelimiter();
        } catch (IOException broken) {
            throw TicketFileException.of(file, "cannot be read", broken);
        }
    }

    /**
     * Writes the input's columns and the six of the analysis, a row for a row and in the same order. Broken rows and
     * failed tickets stay in their place; when there are some, the columns {@code error} and {@code error_kind} are added.
     *
     * @return what was done; look at {@link EnrichmentSummary#isComplete()}
     * @throws TicketFileException if a file cannot be read or written; the message says where and what to do
     */
    public static EnrichmentSummary enrich(Path input, Path output, TicketBatch batch) {
        return Enrichment.builder(batch).input(input).output(output).build().run();
    }
}

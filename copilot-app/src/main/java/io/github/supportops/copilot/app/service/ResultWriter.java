package io.github.supportops.copilot.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.csv.FormulaProtection;
import io.github.supportops.copilot.csv.TicketCsv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Gives out the result of a job row by row, in the format that is asked for. */
final class ResultWriter {
    private static final int LONGEST_HEADER = 1 << 20;

    private final Path result;
    private final boolean wholeTickets;

    /** @param wholeTickets whether the messages are the JSON of tickets, see {@link WholeTickets} */
    ResultWriter(Path result, boolean wholeTickets) {
        this.result = result;
        this.wholeTickets = wholeTickets;
    }

    void write(UploadFormat format, OutputStream target) throws IOException {
        if (format == UploadFormat.CSV && !wholeTickets) {
            Files.copy(result, target);
            return;
        }
        try (CSVParser rows = open()) {
            Writer out = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
            switch (format) {
                case CSV -> writeCsv(rows, out);
                case JSON -> writeArray(rows, out);
                case JSON_LINES -> writeLines(rows, out);
            }
            out.flush();
        }
    }

    private CSVParser open() throws IOException {
        Reader text = Files.newBufferedReader(result);
        text.mark(LONGEST_HEADER);
        if (text.read() != '\ufeff') {
            text.reset();
        }
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(TicketCsv.delimiterOf(result))
                .setHeader()
                .setAllowMissingColumnNames(true)
                .get()
                .parse(text);
    }

    private void writeArray(CSVParser rows, Writer out) throws IOException {
        String separator = "[";
        for (CSVRecord row : rows) {
            out.write(separator);
            out.write(Json.write(entry(row)));
            separator = ",";
        }
        out.write(separator.equals("[") ? "[]" : "]");
    }

    private void writeLines(CSVParser rows, Writer out) throws IOException {
        for (CSVRecord row : rows) {
            out.write(Json.write(entry(row)));
            out.write('\n');
        }
    }

    /** Tickets that came as JSON had no columns of their own, so only the id stands beside the result. */
    private static void writeCsv(CSVParser rows, Writer out) throws IOException {
        List<String> columns = rows.getHeaderNames().stream()
                .filter(name -> !name.equals("message"))
                .toList();
        CSVPrinter printer =
                CSVFormat.RFC4180.builder().setRecordSeparator('\n').get().print(out);
        printer.printRecord(columns);
        for (CSVRecord row : rows) {
            for (String column : columns) {
                printer.print(row.get(column));
            }
            printer.println();
        }
    }

    private ObjectNode entry(CSVRecord row) {
        ObjectNode entry = Json.MAPPER.createObjectNode();
        entry.put("ticket_id", ticketId(row));
        if (row.get(AnalysisField.INTENT.wireName()).isEmpty()) {
            entry.putObject("error")
                    .put("kind", row.get("error_kind"))
                    .put("detail", FormulaProtection.APOSTROPHE.decode(row.get("error")));
            return entry;
        }
        ObjectNode analysis = entry.putObject("analysis");
        for (AnalysisField field : AnalysisField.values()) {
            String value = row.get(field.wireName());
            if (field == AnalysisField.ESCALATION_REQUIRED) {
                analysis.put(field.wireName(), Boolean.parseBoolean(value));
            } else {
                analysis.put(
                        field.wireName(),
                        field == AnalysisField.SUGGESTED_RESPONSE ? FormulaProtection.APOSTROPHE.decode(value) : value);
            }
        }
        return entry;
    }

    private String ticketId(CSVRecord row) {
        if (wholeTickets) {
            JsonNode id = Json.tree(row.get("message")).path("ticket_id");
            return id.isTextual() ? id.textValue() : "";
        }
        return FormulaProtection.APOSTROPHE.decode(row.get(idColumn(row)));
    }

    private static String idColumn(CSVRecord row) {
        return row.getParser().getHeaderNames().stream()
                .filter(name -> name.strip()
                        .toLowerCase(Locale.ROOT)
                        .replace(' ', '_')
                        .replace('-', '_')
                        .equals("ticket_id"))
                .findFirst()
                .orElseThrow();
    }
}

package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.Ticket;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Labelled tickets in CSV. */
final class CsvGold {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> header;
    private final Map<AnalysisField, Integer> labelColumns = new EnumMap<>(AnalysisField.class);
    private final int idColumn;
    private final int messageColumn;

    private CsvGold(List<String> rawHeader) {
        this.header = rawHeader.stream()
                .map(name -> name.replace(BYTE_ORDER_MARK, "").strip().toLowerCase(Locale.ROOT))
                .toList();
        this.idColumn = required("ticket_id");
        this.messageColumn = required("message");
        for (AnalysisField field : FieldLabels.fields()) {
            int column = header.indexOf(field.wireName());
            if (column >= 0) {
                labelColumns.put(field, column);
            }
        }
        if (labelColumns.isEmpty()) {
            throw new IllegalArgumentException("The header names no label; add at least one of the columns "
                    + String.join(
                            ", ",
                            FieldLabels.fields().stream()
                                    .map(AnalysisField::wireName)
                                    .toList()));
        }
    }

    static List<LabelledTicket> read(Reader reader) throws IOException {
        try (CSVParser parser = FORMAT.parse(reader)) {
            CsvGold columns = new CsvGold(parser.getHeaderNames());
            List<LabelledTicket> tickets = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (CSVRecord row : parser) {
                columns.add(row, ids, tickets);
            }
            return List.copyOf(tickets);
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void add(CSVRecord row, Set<String> ids, List<LabelledTicket> tickets) {
        String place = "Record " + row.getRecordNumber();
        if (row.size() != header.size()) {
            throw new IllegalArgumentException(
                    place + " has " + row.size() + " cells and the header " + header.size() + "; quote the cells");
        }
        Map<AnalysisField, String> labels = labels(row, place);
        if (labels.isEmpty()) {
            return;
        }
        Ticket ticket = ticket(row, place);
        if (!ids.add(ticket.id())) {
            throw new IllegalArgumentException(place + " repeats a ticket_id; a ticket can be labelled only once");
        }
        tickets.add(new LabelledTicket(ticket, labels));
    }

    private Map<AnalysisField, String> labels(CSVRecord row, String place) {
        Map<AnalysisField, String> labels = new EnumMap<>(AnalysisField.class);
        labelColumns.forEach((field, column) -> {
            String value = row.get(column).strip();
            if (!value.isEmpty()) {
                labels.put(field, Checked.at(place, () -> FieldLabels.requireLabel(field, value)));
            }
        });
        return labels;
    }

    private Ticket ticket(CSVRecord row, String place) {
        return Checked.at(place, () -> {
            Ticket.Builder ticket = Ticket.builder(row.get(idColumn), row.get(messageColumn));
            cell(row, "subject").ifPresent(ticket::subject);
            cell(row, "channel").ifPresent(ticket::channel);
            cell(row, "language").ifPresent(ticket::language);
            return ticket.build();
        });
    }

    private Optional<String> cell(CSVRecord row, String name) {
        int column = header.indexOf(name);
        return column < 0 || row.get(column).isBlank() ? Optional.empty() : Optional.of(row.get(column));
    }

    private int required(String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException("The header has no column " + name + "; add it or rename one to it");
        }
        return column;
    }
}

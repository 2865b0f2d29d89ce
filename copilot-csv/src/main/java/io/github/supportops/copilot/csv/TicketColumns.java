package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Ticket;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Which column holds which part of a ticket, found once in the header; makes tickets of rows. Immutable. */
final class TicketColumns {
    private static final int MOST_SHOWN = 20;
    /** Parts of a ticket that no flat row can hold; an object with one of them is read as the library writes tickets. */
    private static final List<String> NESTED = List.of("thread", "customer", "attributes");

    private final String fileName;
    private final List<String> header;
    private final Map<TicketField, Integer> places;
    private final Map<TicketField, String> mapping;

    private TicketColumns(
            String fileName, List<String> header, Map<TicketField, Integer> places, Map<TicketField, String> mapping) {
        this.fileName = fileName;
        this.header = header;
        this.places = places;
        this.mapping = mapping;
    }

    /** Finds the columns; a mapped name must be there, a name of our own may be written in any case and with blanks. */
    static TicketColumns find(Path file, List<String> header, Map<TicketField, String> mapping) {
        Map<TicketField, Integer> places = new EnumMap<>(TicketField.class);
        for (TicketField field : TicketField.values()) {
            String wanted = mapping.getOrDefault(field, field.columnName());
            int place = place(file, header, wanted);
            if (place >= 0) {
                places.put(field, place);
            } else if (field.isRequired() || mapping.containsKey(field)) {
                throw missing(file, header, field, wanted);
            }
        }
        return new TicketColumns(String.valueOf(file.getFileName()), header, places, mapping);
    }

    private static int place(Path file, List<String> header, String wanted) {
        int exact = header.indexOf(wanted);
        if (exact >= 0) {
            if (header.lastIndexOf(wanted) != exact) {
                throw TicketFileException.at(file, 1, SafeNames.show(wanted), "the header has this column twice");
            }
            return exact;
        }
        List<String> plain = header.stream().map(TicketColumns::plain).toList();
        int place = plain.indexOf(plain(wanted));
        if (place != plain.lastIndexOf(plain(wanted))) {
            throw TicketFileException.at(
                    file, 1, SafeNames.show(wanted), "the header has several columns that could be this one; map one");
        }
        return place;
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    private static TicketFileException missing(Path file, List<String> header, TicketField field, String wanted) {
        String present = header.stream().limit(MOST_SHOWN).map(SafeNames::show).collect(Collectors.joining(", "));
        String more = header.size() > MOST_SHOWN ? " and " + (header.size() - MOST_SHOWN) + " more" : "";
        return TicketFileException.at(
                file,
                1,
                SafeNames.show(wanted),
                "the header lacks this column; it has " + present + more + ". Rename one, or map " + field.columnName()
                        + " to the right one");
    }

    /**
     * {@return the ticket of a row}
     *
     * @throws InvalidTicketException if the row is broken or holds no id or message
     */
    Ticket ticketOf(Row row) {
        if (row.problem() != null) {
            throw new InvalidTicketException(fileName + ", " + row.problem());
        }
        if (row.object() != null && mapping.isEmpty() && NESTED.stream().anyMatch(row.object()::has)) {
            return nested(row, row.object());
        }
        Ticket.Builder ticket =
                Ticket.builder(required(row, TicketField.TICKET_ID), required(row, TicketField.MESSAGE));
        given(row, TicketField.SUBJECT, ticket::subject);
        given(row, TicketField.LANGUAGE, ticket::language);
        given(row, TicketField.CHANNEL, ticket::channel);
        given(row, TicketField.CREATED_AT, text -> createdAt(ticket, text));
        customer(row, ticket);
        return ticket.build();
    }

    private Ticket nested(Row row, ObjectNode object) {
        try {
            return AnalysisJson.readTicket(object.toString());
        } catch (InvalidTicketException unreadable) {
            throw new InvalidTicketException(fileName + ", line " + row.line() + ": " + unreadable.getMessage());
        }
    }

    /** {@return the id of a row as far as it has one} */
    String idOf(Row row) {
        return cell(row, TicketField.TICKET_ID);
    }

    /** {@return the message of a row as far as it has one} */
    String messageOf(Row row) {
        return cell(row, TicketField.MESSAGE);
    }

    private String required(Row row, TicketField field) {
        String value = cell(row, field);
        if (value.isBlank()) {
            throw new InvalidTicketException(fileName + ", line " + row.line() + ", column "
                    + SafeNames.show(name(field)) + ": the cell is blank; fill it in");
        }
        return value;
    }

    private void customer(Row row, Ticket.Builder ticket) {
        Customer.Builder customer = Customer.builder();
        given(row, TicketField.CUSTOMER_ID, customer::id);
        given(row, TicketField.CUSTOMER_TIER, customer::tier);
        given(row, TicketField.CUSTOMER_PLAN, customer::plan);
        given(row, TicketField.CUSTOMER_ANNUAL_VALUE_USD, text -> annualValue(customer, text));
        given(row, TicketField.CUSTOMER_RENEWAL_DATE, text -> renewalDate(customer, text));
        Customer known = customer.build();
        if (!known.equals(Customer.builder().build())) {
            ticket.customer(known);
        }
    }

    private static void createdAt(Ticket.Builder ticket, String text) {
        try {
            ticket.createdAt(
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException otherForm) {
            ticket.attribute(TicketField.CREATED_AT.columnName(), text);
        }
    }

    private static void annualValue(Customer.Builder customer, String text) {
        try {
            customer.annualValueUsd(new BigDecimal(text));
        } catch (IllegalArgumentException notANumber) {
            customer.attribute(TicketField.CUSTOMER_ANNUAL_VALUE_USD.columnName(), text);
        }
    }

    private static void renewalDate(Customer.Builder customer, String text) {
        try {
            customer.renewalDate(LocalDate.parse(text));
        } catch (DateTimeException otherForm) {
            customer.attribute(TicketField.CUSTOMER_RENEWAL_DATE.columnName(), text);
        }
    }

    private void given(Row row, TicketField field, Consumer<String> use) {
        String value = cell(row, field).strip();
        if (!value.isEmpty()) {
            use.accept(value);
        }
    }

    private String cell(Row row, TicketField field) {
        Integer place = places.get(field);
        return place == null ? "" : row.cells().get(place);
    }

    private String name(TicketField field) {
        Integer place = places.get(field);
        return place == null ? field.columnName() : header.get(place);
    }
}

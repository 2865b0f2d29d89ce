package io.github.supportops.copilot.csv;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What of a ticket can stand in a column. A column is found by its name, or by the name a mapping gives. */
public enum TicketField {
    /** The ticket's id; required. */
    TICKET_ID,
    /** What the customer wrote; required. */
    MESSAGE,
    /** The subject line. */
    SUBJECT,
    /** The language hint, a BCP 47 tag. */
    LANGUAGE,
    /** How it arrived. */
    CHANNEL,
    /** When it was written, for example {@code 2026-11-22T10:15:30Z}; any other form is kept as an attribute. */
    CREATED_AT,
    /** The customer's id. */
    CUSTOMER_ID,
    /** The customer's tier. */
    CUSTOMER_TIER,
    /** The plan the customer pays for. */
    CUSTOMER_PLAN,
    /** What the customer pays a year in US dollars; anything but a number is kept as an attribute. */
    CUSTOMER_ANNUAL_VALUE_USD,
    /** When the contract renews, for example {@code 2026-11-22}; any other form is kept as an attribute. */
    CUSTOMER_RENEWAL_DATE;

    /** {@return the name of its column, in lower_snake_case} */
    public String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isRequired() {
        return this == TICKET_ID || this == MESSAGE;
    }

    /**
     * Reads a name as given by {@link #columnName()}.
     *
     * @throws IllegalArgumentException if it is none of them, which the message lists
     */
    public static TicketField of(String columnName) {
        return Arrays.stream(values())
                .filter(field -> field.columnName().equals(columnName))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("field must be one of "
                        + Arrays.stream(values()).map(TicketField::columnName).collect(Collectors.joining(", "))));
    }
}

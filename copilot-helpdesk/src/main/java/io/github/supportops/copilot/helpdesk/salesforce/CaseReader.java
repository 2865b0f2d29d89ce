package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.helpdesk.HelpdeskMessage;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes tickets of the records of {@link CaseQuery}. Thread-safe. */
final class CaseReader {
    static final String SYSTEM = "salesforce";

    private final SalesforceRest rest;
    private final CaseQuery query;
    private final OrgSchema schema;

    CaseReader(SalesforceRest rest, CaseQuery query, OrgSchema schema) {
        this.rest = rest;
        this.query = query;
        this.schema = schema;
    }

    /** {@return one case as it is now; absent if it is gone} */
    Optional<HelpdeskTicket> read(String caseId) {
        return tickets(query.one(caseId)).stream().findFirst();
    }

    /** {@return what a query of {@link CaseQuery#cases} finds} */
    List<HelpdeskTicket> tickets(String soql) {
        return rest.query(soql).stream().map(this::ticket).toList();
    }

    /** {@return the time of a record's last change} */
    static Instant stamp(JsonNode record) {
        return time(record.path("SystemModstamp"))
                .orElseThrow(() -> new HelpdeskUnavailableException(
                        "A record came without SystemModstamp", null, null, false, null));
    }

    private HelpdeskTicket ticket(JsonNode record) {
        String id = record.path("Id").asText();
        List<HelpdeskMessage> messages = new Conversation(rest).messages(record);
        return HelpdeskTicket.builder(SYSTEM, id, version(stamp(record), messages))
                .status(record.path("IsClosed").asBoolean() ? TicketStatus.SOLVED : TicketStatus.OPEN)
                .subject(text(record.path("Subject")))
                .priority(Optional.ofNullable(text(record.path("Priority")))
                        .map(schema.cases().priorities()::of)
                        .orElse(null))
                .fields(fields(record))
                .group(text(record.path("OwnerId")))
                .escalated(record.path("IsEscalated").asBoolean())
                .messages(messages)
                .customer(customer(record))
                .channel(Optional.ofNullable(text(record.path("Origin")))
                        .map(origin -> origin.toLowerCase(Locale.ROOT))
                        .orElse(null))
                .build();
    }

    /**
     * A comment or mail need not move the stamp of its case, and stamps count whole seconds, so the conversation is part of
     * the version.
     */
    private static String version(Instant stamp, List<HelpdeskMessage> messages) {
        String last =
                messages.isEmpty() ? "-" : messages.get(messages.size() - 1).id();
        return stamp + "/" + messages.size() + "/" + last;
    }

    /** {@return the time in a version} */
    static Instant stampOf(String version) {
        int slash = version.indexOf('/');
        return Stamp.of(slash < 0 ? version : version.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("Not a version of a Salesforce case"));
    }

    private Map<String, String> fields(JsonNode record) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : query.customFields()) {
            String value = fieldText(record.path(name), schema.cases().object().field(name));
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    /** Numbers come without the zeros at their end; with them they compare with what a triage writes. */
    private static @Nullable String fieldText(JsonNode value, Optional<ObjectFields.Field> field) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return field.filter(known -> known.scale() >= number.scale())
                    .map(known -> number.setScale(known.scale(), RoundingMode.UNNECESSARY))
                    .orElse(number)
                    .toPlainString();
        }
        return value.isBoolean() ? value.asText() : text(value);
    }

    private static @Nullable Customer customer(JsonNode record) {
        String contact = text(record.path("ContactId"));
        String id = contact != null ? contact : text(record.path("AccountId"));
        if (id == null) {
            return null;
        }
        Customer.Builder customer = Customer.builder().id(id);
        Optional.ofNullable(text(record.path("Account").path("Type")))
                .ifPresent(type -> customer.attribute("account_type", type));
        JsonNode revenue = record.path("Account").path("AnnualRevenue");
        if (revenue.isNumber()) {
            customer.attribute("account_annual_revenue", revenue.decimalValue().toPlainString());
        }
        return customer.build();
    }

    static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }

    static Optional<Instant> time(JsonNode node) {
        return node.isTextual() ? Stamp.of(node.textValue()) : Optional.empty();
    }
}

package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of the standard objects, and what a case takes for them. */
final class FakeSalesforceSchema {
    private FakeSalesforceSchema() {}

    static void define(FakeOrg org) {
        org.object(
                "Case",
                read("Id", "id"),
                read("CaseNumber", "string"),
                write("Subject", "string", 255),
                write("Description", "textarea", 32_000),
                picklist("Status", "New", "Working", "Escalated", "Closed"),
                picklist("Priority", "High", "Medium", "Low"),
                picklist("Type", "Problem", "Question"),
                picklist("Reason", "Other"),
                picklist("Origin", "Email", "Phone", "Web"),
                write("IsEscalated", "boolean", 0),
                read("IsClosed", "boolean"),
                write("OwnerId", "reference", 18),
                write("ContactId", "reference", 18),
                write("AccountId", "reference", 18),
                read("CreatedDate", "datetime"),
                read("LastModifiedDate", "datetime"),
                read("SystemModstamp", "datetime"),
                write("Labels__c", "string", 255));
        org.object(
                "CaseComment",
                read("Id", "id"),
                new FakeOrg.Field("ParentId", "reference", 18, "c", List.of()),
                new FakeOrg.Field("CommentBody", "textarea", 4000, "cu", List.of()),
                new FakeOrg.Field("IsPublished", "boolean", 0, "cu", List.of()),
                read("CreatedById", "reference"),
                read("CreatedDate", "datetime"),
                read("SystemModstamp", "datetime"));
        org.object(
                "EmailMessage",
                read("Id", "id"),
                read("ParentId", "reference"),
                read("Incoming", "boolean"),
                read("Status", "picklist"),
                read("TextBody", "textarea"),
                read("HtmlBody", "textarea"),
                read("FromAddress", "email"),
                read("IsExternallyVisible", "boolean"),
                read("MessageDate", "datetime"),
                read("CreatedDate", "datetime"),
                read("SystemModstamp", "datetime"));
        org.object("Account", read("Id", "id"), read("Type", "picklist"), read("AnnualRevenue", "double"));
        org.object("User", read("Id", "id"), read("UserType", "picklist"), read("IsActive", "boolean"));
        org.object("QueueSobject", read("Id", "id"), read("QueueId", "reference"), read("SobjectType", "picklist"));
    }

    private static FakeOrg.Field read(String name, String type) {
        return new FakeOrg.Field(name, type, 0, "", List.of());
    }

    private static FakeOrg.Field write(String name, String type, int length) {
        return new FakeOrg.Field(name, type, length, "cu", List.of());
    }

    private static FakeOrg.Field picklist(String name, String... values) {
        return new FakeOrg.Field(name, "picklist", 255, "cu", List.of(values));
    }

    /** Takes a value for a field of a case; null if it is fine. */
    static @Nullable FakeReply accept(FakeOrg org, String name, JsonNode value, Map<String, @Nullable Object> changed) {
        FakeOrg.Field field = org.fields("Case").get(name);
        if (field == null) {
            return SalesforceJson.error(
                    400, "INVALID_FIELD", "No such column '" + name + "' on sobject of type Case", name);
        }
        if (!field.updateable()) {
            return SalesforceJson.error(
                    400, "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: " + name, name);
        }
        switch (field.type()) {
            case "boolean" -> changed.put(name, value.booleanValue());
            case "double" -> changed.put(name, value.isNumber() ? value.decimalValue() : null);
            default -> changed.put(name, value.textValue());
        }
        boolean rightType = switch (field.type()) {
            case "boolean" -> value.isBoolean();
            case "double" -> value.isNumber();
            default -> value.isTextual();
        };
        if (!rightType) {
            return SalesforceJson.error(400, "JSON_PARSER_ERROR", "Cannot deserialize the value of " + name, name);
        }
        if (field.type().equals("picklist") && !field.values().contains(value.textValue())) {
            return SalesforceJson.error(
                    400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "bad value for restricted picklist", name);
        }
        if (value.isTextual() && value.textValue().length() > field.length()) {
            return SalesforceJson.error(400, "STRING_TOO_LONG", name + ": data value too large", name);
        }
        boolean knownOwner = !name.equals("OwnerId")
                || org.table("User").containsKey(value.textValue())
                || org.table("QueueSobject").values().stream()
                        .anyMatch(queue -> value.textValue().equals(queue.get("QueueId")));
        return knownOwner
                ? null
                : SalesforceJson.error(400, "INVALID_CROSS_REFERENCE_KEY", "Owner ID: owner cannot be blank", name);
    }
}

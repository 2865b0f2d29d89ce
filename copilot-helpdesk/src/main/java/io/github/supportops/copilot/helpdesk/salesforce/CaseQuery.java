package io.github.supportops.copilot.helpdesk.salesforce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The queries. They hold names from the settings, checked ids and times, and nothing else. Thread-safe. */
final class CaseQuery {
    private static final List<String> FIELDS = List.of(
            "Id",
            "Subject",
            "Description",
            "Priority",
            "Origin",
            "IsEscalated",
            "IsClosed",
            "OwnerId",
            "ContactId",
            "AccountId",
            "CreatedDate",
            "SystemModstamp");
    private static final List<String> ACCOUNT = List.of("Account.Type", "Account.AnnualRevenue");
    private static final List<String> COMMENT =
            List.of("Id", "CommentBody", "IsPublished", "CreatedDate", "CreatedById", "CreatedBy.UserType");
    private static final List<String> MAIL =
            List.of("Id", "Incoming", "Status", "TextBody", "HtmlBody", "MessageDate", "CreatedDate");

    private final boolean accounts;
    private final boolean emailMessages;
    private volatile Set<String> customFields;

    CaseQuery(boolean accounts, boolean emailMessages, Collection<String> customFields) {
        this.accounts = accounts;
        this.emailMessages = emailMessages;
        this.customFields = Set.copyOf(customFields);
    }

    /** From now on these custom fields are read too. */
    synchronized void alsoRead(Collection<String> names) {
        Set<String> all = new LinkedHashSet<>(customFields);
        all.addAll(names);
        customFields = Set.copyOf(all);
    }

    Set<String> customFields() {
        return customFields;
    }

    static List<String> caseFields() {
        return FIELDS;
    }

    static List<String> mailFields() {
        return MAIL;
    }

    boolean accounts() {
        return accounts;
    }

    boolean emailMessages() {
        return emailMessages;
    }

    /** {@return a query for whole cases, such as {@code SELECT … FROM Case WHERE Id = '500…'}} */
    String cases(String condition) {
        List<String> selected = new ArrayList<>(FIELDS);
        if (accounts) {
            selected.addAll(ACCOUNT);
        }
        customFields.stream().sorted().forEach(selected::add);
        selected.add("(SELECT " + String.join(",", COMMENT) + " FROM CaseComments ORDER BY CreatedDate,Id)");
        if (emailMessages) {
            selected.add("(SELECT " + String.join(",", MAIL) + " FROM EmailMessages ORDER BY MessageDate,Id)");
        }
        return "SELECT " + String.join(",", selected) + " FROM Case WHERE " + condition;
    }

    /** {@return a query for one case} */
    String one(String caseId) {
        return cases("Id = " + Soql.text(RecordId.requireCase(caseId)));
    }

    /** {@return a query for messages that may not have moved their case's stamp} */
    static String messages(String object, String filter, String condition) {
        return "SELECT Id,ParentId,Parent.SystemModstamp,SystemModstamp FROM " + object + " WHERE " + filter + " AND "
                + condition;
    }
}

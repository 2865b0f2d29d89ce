package io.github.supportops.copilot.testkit.helpdesk;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes comments and mails, and finds cases. The server's lock guards it. */
final class SalesforceRecords {
    private final FakeOrg org;

    SalesforceRecords(FakeOrg org) {
        this.org = org;
    }

    Map<String, @Nullable Object> comment(String caseId, String text, boolean published, String author) {
        Map<String, @Nullable Object> comment = org.insertChild("CaseComment", "00a", caseId);
        Instant now = org.nextStamp();
        comment.put("CommentBody", text);
        comment.put("IsPublished", published);
        comment.put("CreatedById", author);
        comment.put("CreatedDate", now);
        comment.put("SystemModstamp", now);
        return comment;
    }

    Map<String, @Nullable Object> mail(String caseId, String text, boolean incoming, String status) {
        Map<String, @Nullable Object> mail = org.insertChild("EmailMessage", "02s", caseId);
        Instant now = org.nextStamp();
        mail.put("TextBody", text);
        mail.put("Incoming", incoming);
        mail.put("Status", status);
        mail.put("IsExternallyVisible", true);
        mail.put("FromAddress", incoming ? "customer@example.com" : "agent@example.org");
        mail.put("MessageDate", now);
        mail.put("CreatedDate", now);
        mail.put("SystemModstamp", now);
        return mail;
    }

    void touch(Map<String, @Nullable Object> record) {
        Instant now = org.nextStamp();
        record.put("LastModifiedDate", now);
        record.put("SystemModstamp", now);
    }

    Map<String, @Nullable Object> existing(String ticketId) {
        Map<String, @Nullable Object> record = org.table("Case").get(ticketId);
        if (record == null) {
            throw new IllegalArgumentException("There is no case " + ticketId);
        }
        return record;
    }
}

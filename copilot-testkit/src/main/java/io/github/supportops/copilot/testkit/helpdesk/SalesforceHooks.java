package io.github.supportops.copilot.testkit.helpdesk;

import java.util.Map;

/** Makes the calls of an org to somebody's address. */
final class SalesforceHooks {
    private SalesforceHooks() {}

    static FakeWebhook outboundMessage(String actionId, String notificationId, String caseId) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n <soapenv:Body>\n"
                + "  <notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\">\n"
                + "   <OrganizationId>" + FakeSalesforce.ORGANIZATION_ID + "</OrganizationId>\n"
                + "   <ActionId>" + actionId + "</ActionId>\n"
                + "   <SessionId xsi:nil=\"true\"/>\n"
                + "   <EnterpriseUrl>https://example.my.salesforce.com/services/Soap/c/66.0</EnterpriseUrl>\n"
                + "   <PartnerUrl>https://example.my.salesforce.com/services/Soap/u/66.0</PartnerUrl>\n"
                + "   <Notification>\n    <Id>" + notificationId + "</Id>\n"
                + "    <sObject xsi:type=\"sf:Case\" xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\">\n"
                + "     <sf:Id>" + caseId + "</sf:Id>\n    </sObject>\n   </Notification>\n"
                + "  </notifications>\n </soapenv:Body>\n</soapenv:Envelope>";
        return new FakeWebhook(
                Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"\""),
                Map.of("secret", FakeSalesforce.WEBHOOK_SECRET),
                body);
    }

    static FakeWebhook flow(String caseId, String changedAt) {
        return new FakeWebhook(
                Map.of("Content-Type", "application/json", "X-Webhook-Secret", FakeSalesforce.WEBHOOK_SECRET),
                Map.of(),
                SalesforceJson.node()
                        .put("case_id", caseId)
                        .put("changed_at", changedAt)
                        .toString());
    }
}

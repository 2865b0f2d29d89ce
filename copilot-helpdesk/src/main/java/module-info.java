/** Zendesk, Freshdesk and Salesforce: read tickets, write the triage back, verify webhooks. */
module io.github.supportops.copilot.helpdesk {
    requires transitive io.github.supportops.copilot.core;
    requires transitive java.net.http;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires java.xml;
    requires static org.jspecify;

    exports io.github.supportops.copilot.helpdesk;
    exports io.github.supportops.copilot.helpdesk.freshdesk;
    exports io.github.supportops.copilot.helpdesk.salesforce;
    exports io.github.supportops.copilot.helpdesk.zendesk;
}

package io.github.supportops.copilot.helpdesk.salesforce;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePlan;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import java.util.Map;

/** What the tests of this package need to get an update to write. */
final class Triage {
    private Triage() {}

    static SalesforceHelpdeskBuilder helpdesk(FakeSalesforce org) {
        return SalesforceHelpdesk.builder()
                .loginUrl(org.baseUrl().toString())
                .clientCredentials(FakeSalesforce.CLIENT_ID, FakeSalesforce.CLIENT_SECRET)
                .webhookSecret(FakeSalesforce.WEBHOOK_SECRET)
                .callsPerMinute(1_000_000);
    }

    static AnalysisResult result(String ticketId, Urgency urgency, String reply) {
        TicketAnalysis analysis =
                new TicketAnalysis(Intent.BILLING, urgency, Sentiment.NEGATIVE, true, ChurnRisk.MEDIUM, reply);
        return AnalysisResult.builder(
                        ticketId, analysis, Provenance.builder("sample").build())
                .build();
    }

    static TicketUpdate update(Helpdesk helpdesk, TriagePolicy policy, HelpdeskTicket ticket, Urgency urgency) {
        return update(helpdesk, policy, ticket, result(ticket.id(), urgency, "We are looking into it."));
    }

    static TicketUpdate update(Helpdesk helpdesk, TriagePolicy policy, HelpdeskTicket ticket, AnalysisResult result) {
        return TriagePlan.of(policy, helpdesk).update(ticket, result, null);
    }

    static AnalysisResult withConfidence(AnalysisResult result, double confidence) {
        return result.toBuilder()
                .confidence(Confidence.of(Map.of(AnalysisField.INTENT, confidence)))
                .build();
    }
}

package io.github.supportops.copilot.app;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;

/** Changes one field of an analysis to what a person wrote. */
final class CorrectedField {
    private CorrectedField() {}

    /** @throws IllegalArgumentException if the value is none the field can have */
    static TicketAnalysis apply(TicketAnalysis said, AnalysisField field, String value) {
        return new TicketAnalysis(
                field == AnalysisField.INTENT ? Intent.of(value) : said.intent(),
                field == AnalysisField.URGENCY ? Urgency.of(value) : said.urgency(),
                field == AnalysisField.SENTIMENT ? Sentiment.of(value) : said.sentiment(),
                field == AnalysisField.ESCALATION_REQUIRED ? flag(value) : said.escalationRequired(),
                field == AnalysisField.CHURN_RISK ? ChurnRisk.of(value) : said.churnRisk(),
                field == AnalysisField.SUGGESTED_RESPONSE ? value : said.suggestedResponse());
    }

    private static boolean flag(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("escalation_required must be true or false");
        }
        return value.equals("true");
    }
}

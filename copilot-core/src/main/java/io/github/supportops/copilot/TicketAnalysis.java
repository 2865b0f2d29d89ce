package io.github.supportops.copilot;

import java.util.Objects;

/**
 * The triage of one ticket: exactly six fields, the stable contract of this library. On the wire they are {@code intent,
 * urgency, sentiment, escalation_required, churn_risk, suggested_response}. {@code toString()} leaves the reply out.
 *
 * @param intent what the customer wants done
 * @param urgency how soon it hurts
 * @param sentiment how the customer feels
 * @param escalationRequired whether a person must look now
 * @param churnRisk how likely the customer leaves
 * @param suggestedResponse a reply draft in the customer's language; never blank, never sent by this library
 */
public record TicketAnalysis(
        Intent intent,
        Urgency urgency,
        Sentiment sentiment,
        boolean escalationRequired,
        ChurnRisk churnRisk,
        String suggestedResponse) {

    /** Checks that nothing is missing. @throws IllegalArgumentException if the reply draft is blank */
    public TicketAnalysis {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(urgency, "urgency");
        Objects.requireNonNull(sentiment, "sentiment");
        Objects.requireNonNull(churnRisk, "churnRisk");
        Objects.requireNonNull(suggestedResponse, "suggestedResponse");
        if (suggestedResponse.isBlank()) {
            throw new IllegalArgumentException("suggestedResponse must not be blank");
        }
    }

    /**
     * {@return the value of a field as it stands in JSON text and CSV cells}
     *
     * @param field which one
     */
    public String wireValue(AnalysisField field) {
        return switch (field) {
            case INTENT -> intent.wireName();
            case URGENCY -> urgency.wireName();
            case SENTIMENT -> sentiment.wireName();
            case ESCALATION_REQUIRED -> Boolean.toString(escalationRequired);
            case CHURN_RISK -> churnRisk.wireName();
            case SUGGESTED_RESPONSE -> suggestedResponse;
        };
    }

    @Override
    public String toString() {
        return "TicketAnalysis[intent=" + intent + ", urgency=" + urgency + ", sentiment=" + sentiment
                + ", escalationRequired=" + escalationRequired + ", churnRisk=" + churnRisk + ", suggestedResponse="
                + suggestedResponse.length() + " characters]";
    }
}

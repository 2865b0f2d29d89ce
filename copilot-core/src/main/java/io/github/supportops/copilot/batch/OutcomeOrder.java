package io.github.supportops.copilot.batch;

/** In which order a batch hands over its outcomes. */
public enum OutcomeOrder {
    /** As the tickets came in. A slow ticket holds back those behind it, up to the batch's window. */
    INPUT,
    /** As the analyses end. Nothing is held back; {@link TicketOutcome#index()} tells the ticket's place. */
    COMPLETION
}

package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.internal.reply.AnswerVerdict;
import io.github.supportops.copilot.internal.reply.ChatResponse;
import io.github.supportops.copilot.internal.reply.LogProbabilities;
import io.github.supportops.copilot.prompt.Prompt;

/**
 * Asks about one ticket.
 *
 * @param engine what all inquiries share
 * @param ticket the ticket
 * @param prompt what is said about it
 */
record TicketInquiry(Engine engine, Ticket ticket, Prompt prompt) implements Inquiry<AnalysisResult> {

    @Override
    public String ticketId() {
        return ticket.id();
    }

    @Override
    public int tickets() {
        return 1;
    }

    @Override
    public ChatRequestWriter writer() {
        return engine.writer();
    }

    @Override
    public int maxTokens() {
        return engine.limits().maxTokens();
    }

    @Override
    public Finding<AnalysisResult> find(ChatResponse response) {
        AnswerVerdict verdict = engine.validator().validate(response, ticket);
        if (verdict instanceof AnswerVerdict.Accepted accepted) {
            return new Finding.Accepted<>(
                    AttemptOutcome.VALID, accepted.repairs(), provenance -> result(accepted, provenance, response));
        }
        return new Finding.Rejected<>(((AnswerVerdict.Rejected) verdict).issues());
    }

    private AnalysisResult result(AnswerVerdict.Accepted accepted, Provenance provenance, ChatResponse response) {
        return AnalysisResult.builder(ticket.id(), accepted.analysis(), provenance)
                .explanation(accepted.explanation())
                .confidence(LogProbabilities.confidence(response.logProbabilities(), accepted.analysis()))
                .build();
    }

    @Override
    public void completed(AnalysisListener listener, AnalysisResult result) {
        listener.completed(result);
    }

    @Override
    public void failed(AnalysisListener listener, AnalysisException failure) {
        listener.failed(ticket.id(), failure);
    }

    @Override
    public String toString() {
        return "TicketInquiry[" + ticket.message().length() + " characters]";
    }
}

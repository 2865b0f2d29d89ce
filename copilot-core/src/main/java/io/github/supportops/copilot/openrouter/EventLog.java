package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.internal.text.SafeText;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens to the log: ids, models, numbers and kinds; no ticket text, no model output, no key. */
final class EventLog implements AnalysisListener {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRouterTicketAnalyzer.class);

    @Override
    public void attemptFinished(String ticketId, Attempt attempt) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("ticket {}: {}", SafeText.printable(ticketId), attempt);
        }
    }

    @Override
    public void reAsked(String ticketId, List<ValidationIssue> issues) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "ticket {}: asking again because of {}",
                    SafeText.printable(ticketId),
                    issues.stream().map(ValidationIssue::path).toList());
        }
    }

    @Override
    public void fellBack(String ticketId, String fromModel, String toModel) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "ticket {}: fell back from {} to {}",
                    SafeText.printable(ticketId),
                    SafeText.printable(fromModel),
                    SafeText.printable(toModel));
        }
    }

    @Override
    public void completed(AnalysisResult result) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("ticket {}: {}", SafeText.printable(result.ticketId()), result.provenance());
        }
    }

    @Override
    public void failed(String ticketId, AnalysisException failure) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("ticket {}: failed, {}", SafeText.printable(ticketId), failure.kind());
        }
    }
}

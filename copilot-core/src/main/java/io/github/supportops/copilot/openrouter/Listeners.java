package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners, one after the other; what one throws hurts neither the others nor the analysis. */
final class Listeners implements AnalysisListener {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<AnalysisListener> listeners;

    Listeners(List<AnalysisListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void attemptStarted(String ticketId, String model, int number) {
        tell(listener -> listener.attemptStarted(ticketId, model, number));
    }

    @Override
    public void attemptFinished(String ticketId, Attempt attempt) {
        tell(listener -> listener.attemptFinished(ticketId, attempt));
    }

    @Override
    public void repaired(String ticketId, List<String> repairs) {
        tell(listener -> listener.repaired(ticketId, repairs));
    }

    @Override
    public void reAsked(String ticketId, List<ValidationIssue> issues) {
        tell(listener -> listener.reAsked(ticketId, issues));
    }

    @Override
    public void fellBack(String ticketId, String fromModel, String toModel) {
        tell(listener -> listener.fellBack(ticketId, fromModel, toModel));
    }

    @Override
    public void completed(AnalysisResult result) {
        tell(listener -> listener.completed(result));
    }

    @Override
    public void failed(String ticketId, AnalysisException failure) {
        tell(listener -> listener.failed(ticketId, failure));
    }

    private void tell(Consumer<AnalysisListener> event) {
        for (AnalysisListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException broken) {
                LOG.warn("An AnalysisListener threw {}", broken.getClass().getName());
            }
        }
    }
}

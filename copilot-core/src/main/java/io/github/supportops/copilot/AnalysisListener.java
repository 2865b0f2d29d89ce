package io.github.supportops.copilot;

import io.github.supportops.copilot.schema.ValidationIssue;
import java.util.List;

/**
 * Hears what an analyzer does, for metrics, tracing and progress. Every method does nothing by default. Calls come from
 * many threads and on the path of the analysis, so be quick; an exception thrown here is logged and otherwise ignored.
 * Nothing passed in holds ticket text, except the reply draft inside a result.
 */
public interface AnalysisListener {

    /** A call is about to be sent; {@code number} starts with 1 for each ticket. */
    default void attemptStarted(String ticketId, String model, int number) {}

    /** A call ended, well or not. */
    default void attemptFinished(String ticketId, Attempt attempt) {}

    /** An answer was read with the named repairs. */
    default void repaired(String ticketId, List<String> repairs) {}

    /** An answer was invalid, and the model is asked again. */
    default void reAsked(String ticketId, List<ValidationIssue> issues) {}

    /** A model was given up and the next one is asked. */
    default void fellBack(String ticketId, String fromModel, String toModel) {}

    /** A ticket has its result. */
    default void completed(AnalysisResult result) {}

    /** A ticket has no result. */
    default void failed(String ticketId, AnalysisException failure) {}
}

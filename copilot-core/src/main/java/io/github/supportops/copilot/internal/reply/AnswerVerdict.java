package io.github.supportops.copilot.internal.reply;

import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.util.List;

/** What became of an answer. */
public sealed interface AnswerVerdict {

    /**
     * The answer is good.
     *
     * @param analysis the six fields
     * @param explanation what was explained; empty unless asked for
     * @param repairs what was put right, in a fixed order
     */
    record Accepted(TicketAnalysis analysis, Explanation explanation, List<Repair> repairs) implements AnswerVerdict {}

    /**
     * The answer has to be asked for again.
     *
     * @param issues what is wrong, at least one
     */
    record Rejected(List<ValidationIssue> issues) implements AnswerVerdict {}
}

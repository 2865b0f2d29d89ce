package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.internal.reply.Repair;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.util.List;
import java.util.function.Function;

/** What an inquiry makes of an answer. */
sealed interface Finding<T> {

    /**
     * The answer will do.
     *
     * @param outcome how the ledger calls it
     * @param repairs what was put right
     * @param result makes the result, once it is known where it comes from
     */
    record Accepted<T>(AttemptOutcome outcome, List<Repair> repairs, Function<Provenance, T> result)
            implements Finding<T> {}

    /**
     * The answer has to be asked for again.
     *
     * @param issues what is wrong, at least one
     */
    record Rejected<T>(List<ValidationIssue> issues) implements Finding<T> {}
}

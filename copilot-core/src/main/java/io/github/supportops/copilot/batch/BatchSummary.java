package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a batch ended.
 *
 * @param end why it ended
 * @param progress the final counts
 * @param cause the failure that ended it, or null; read it with {@link #stoppedBy()}
 */
public record BatchSummary(
        BatchEnd end, BatchProgress progress, @Nullable AnalysisException cause) {

    /** {@return whether every ticket has its outcome} */
    public boolean isComplete() {
        return end == BatchEnd.COMPLETED;
    }

    /** {@return the failure that would have hit every ticket, or the used-up budget; absent otherwise} */
    public Optional<AnalysisException> stoppedBy() {
        return Optional.ofNullable(cause);
    }
}

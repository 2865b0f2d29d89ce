package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.review.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the next, dearer analyzer only where the one before was not sure enough, or failed. */
final class CascadeAnalyzer extends InTurnAnalyzer {
    private final Thresholds thresholds;

    CascadeAnalyzer(Thresholds thresholds, List<TicketAnalyzer> analyzers, Elapsed.Clock clock) {
        super("Cascade[" + thresholds + "]", "cascade", analyzers, clock);
        this.thresholds = thresholds;
    }

    @Override
    Optional<Doubt> doubt(AnalysisResult answer) {
        List<AnalysisField> below = thresholds.missedBy(answer.confidence());
        if (below.isEmpty()) {
            return Optional.empty();
        }
        String fields = below.stream().map(AnalysisField::wireName).collect(Collectors.joining(", "));
        return Optional.of(new Doubt("is not sure of " + fields, fields + " below the cascade's threshold"));
    }
}

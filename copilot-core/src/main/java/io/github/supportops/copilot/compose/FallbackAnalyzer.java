package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.List;
import java.util.Optional;

/** Asks the next analyzer when one fails in a way another can make good. */
final class FallbackAnalyzer extends InTurnAnalyzer {

    FallbackAnalyzer(List<TicketAnalyzer> analyzers, Elapsed.Clock clock) {
        super("Fallback", "fallback", analyzers, clock);
    }

    @Override
    Optional<Doubt> doubt(AnalysisResult answer) {
        return Optional.empty();
    }
}

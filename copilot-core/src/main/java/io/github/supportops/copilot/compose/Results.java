package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Small changes to finished results. */
final class Results {
    private Results() {}

    /** Adds reasons after those already there; one that is there already is not repeated. */
    static AnalysisResult withReasons(AnalysisResult result, List<ReviewReason> more) {
        if (more.isEmpty()) {
            return result;
        }
        Set<ReviewReason> all = new LinkedHashSet<>(result.reviewReasons());
        all.addAll(more);
        return result.toBuilder().reviewReasons(List.copyOf(all)).build();
    }

    /** The same result for another ticket with the same content. */
    static AnalysisResult forTicket(String ticketId, AnalysisResult result, Provenance provenance) {
        return AnalysisResult.builder(ticketId, result.analysis(), provenance)
                .confidence(result.confidence())
                .explanation(result.explanation())
                .reviewReasons(result.reviewReasons())
                .build();
    }
}

package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Ticket;
import java.util.List;

/** Makes one ticket's result another's. */
final class AdoptedResult {
    private AdoptedResult() {}

    /** {@return the result as this ticket's: its id, no calls, and only quotes that stand in it letter for letter} */
    static AnalysisResult of(AnalysisResult known, Ticket ticket) {
        Provenance provenance =
                known.provenance().toBuilder().attempts(List.of()).build();
        Explanation explanation = known.explanation();
        List<String> evidence = explanation.evidence().stream()
                .filter(quote -> ticket.message().contains(quote)
                        || ticket.subject().orElse("").contains(quote))
                .toList();
        return AnalysisResult.builder(ticket.id(), known.analysis(), provenance)
                .confidence(known.confidence())
                .explanation(Explanation.of(
                        explanation.rationale().orElse(null),
                        evidence,
                        explanation.language().orElse(null),
                        explanation.tags()))
                .reviewReasons(known.reviewReasons())
                .build();
    }
}

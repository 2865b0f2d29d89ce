package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Ticket;
import java.util.List;
import java.util.Optional;

/** Results a batch need not ask for: those of this run's identical tickets, then those of the user's cache. */
final class KnownResults {
    private final ResultCache thisRun;
    private final ResultCache kept;

    KnownResults(int remembered, ResultCache kept) {
        this.thisRun = remembered == 0 ? new NoCache() : ResultCache.inMemory(remembered);
        this.kept = kept;
    }

    Optional<AnalysisResult> find(String key) {
        return thisRun.find(key).or(() -> kept.find(key));
    }

    void store(String key, AnalysisResult result) {
        thisRun.store(key, result);
        kept.store(key, result);
    }

    /** {@return the result as this ticket's: its id, no calls, and only quotes that stand in it letter for letter} */
    static AnalysisResult adopted(AnalysisResult known, Ticket ticket) {
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

    /** Remembers nothing. */
    static final class NoCache implements ResultCache {
        @Override
        public Optional<AnalysisResult> find(String key) {
            return Optional.empty();
        }

        @Override
        public void store(String key, AnalysisResult result) {
            // Nothing is kept.
        }
    }
}

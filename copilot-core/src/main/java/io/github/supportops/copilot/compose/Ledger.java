package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import java.util.ArrayList;
import java.util.List;

/** Joins the calls of several analyzers into one ledger, numbered through. */
final class Ledger {
    private final List<Attempt> attempts = new ArrayList<>();

    void add(List<Attempt> more) {
        for (Attempt attempt : more) {
            attempts.add(attempt.numbered(attempts.size() + 1));
        }
    }

    void add(AnalysisResult result) {
        add(result.provenance().attempts());
    }

    void add(AnalysisException failure) {
        add(failure.attempts());
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }
}

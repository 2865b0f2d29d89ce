package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ProvenanceStep;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.ArrayList;
import java.util.List;

/** Asks the next analyzer when one fails in a way another can make good. */
final class FallbackAnalyzer extends WrappingAnalyzer {
    private final Elapsed.Clock clock;

    FallbackAnalyzer(List<TicketAnalyzer> analyzers, Elapsed.Clock clock) {
        super("Fallback", analyzers);
        this.clock = clock;
    }

    @Override
    void run(Ticket ticket, Relay relay) {
        new Run(ticket, relay).ask(0);
    }

    private final class Run {
        private final Ticket ticket;
        private final Relay relay;
        private final Elapsed elapsed = clock.start();
        private final Ledger ledger = new Ledger();
        private final List<AnalysisException> failures = new ArrayList<>();

        private Run(Ticket ticket, Relay relay) {
            this.ticket = ticket;
            this.relay = relay;
        }

        private void ask(int place) {
            relay.follow(wrapped().get(place), ticket, this::answer, failure -> failed(place, failure));
        }

        private void failed(int place, Throwable failure) {
            if (!FallThrough.allows(failure)) {
                relay.fail(failure);
                return;
            }
            AnalysisException analysis = (AnalysisException) failure;
            failures.add(analysis);
            ledger.add(analysis);
            if (place + 1 < wrapped().size()) {
                ask(place + 1);
            } else {
                relay.fail(FallThrough.joined(failures, ledger.attempts()));
            }
        }

        private void answer(AnalysisResult result) {
            if (failures.isEmpty()) {
                relay.complete(result);
                return;
            }
            ledger.add(result);
            Provenance provenance = result.provenance().toBuilder()
                    .attempts(ledger.attempts())
                    .duration(elapsed.time())
                    .steps(steps(result))
                    .build();
            relay.complete(result.toBuilder().provenance(provenance).build());
        }

        private List<ProvenanceStep> steps(AnalysisResult result) {
            List<ProvenanceStep> steps = new ArrayList<>();
            for (int failed = 0; failed < failures.size(); failed++) {
                steps.add(new ProvenanceStep(
                        "fallback",
                        "analyzer " + (failed + 1) + " of " + wrapped().size() + " failed: "
                                + failures.get(failed).kind().wireName()));
            }
            steps.addAll(result.provenance().steps());
            return steps;
        }
    }
}

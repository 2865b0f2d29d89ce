package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ProvenanceStep;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks one analyzer after the other until an answer leaves no doubt; what came before it stands in its provenance. */
abstract class InTurnAnalyzer extends WrappingAnalyzer {
    private final String stepName;
    private final Elapsed.Clock clock;

    InTurnAnalyzer(String name, String stepName, List<TicketAnalyzer> analyzers, Elapsed.Clock clock) {
        super(name, analyzers);
        this.stepName = stepName;
        this.clock = clock;
    }

    /** {@return why the next analyzer should be asked although this one answered} */
    abstract Optional<Doubt> doubt(AnalysisResult answer);

    /**
     * What speaks against an answer.
     *
     * @param step what to write into the provenance of the answer that follows
     * @param forReview what to tell a person when it is taken all the same, because the next analyzers failed
     */
    record Doubt(String step, String forReview) {}

    @Override
    final void run(Ticket ticket, Relay relay) {
        new Run(ticket, relay).ask(0);
    }

    private final class Run {
        private final Ticket ticket;
        private final Relay relay;
        private final Elapsed elapsed = clock.start();
        private final Ledger ledger = new Ledger();
        private final List<ProvenanceStep> steps = new ArrayList<>();
        private final List<AnalysisException> failures = new ArrayList<>();
        private @Nullable AnalysisResult doubted;
        private @Nullable Doubt doubt;

        private Run(Ticket ticket, Relay relay) {
            this.ticket = ticket;
            this.relay = relay;
        }

        private void ask(int place) {
            relay.follow(
                    wrapped().get(place), ticket, result -> answered(place, result), failure -> failed(place, failure));
        }

        private void answered(int place, AnalysisResult result) {
            ledger.add(result);
            Doubt why = isLast(place) ? null : doubt(result).orElse(null);
            if (why == null) {
                finish(result, List.of());
                return;
            }
            doubted = result;
            doubt = why;
            step(place, why.step());
            ask(place + 1);
        }

        private void failed(int place, Throwable failure) {
            if (!FallThrough.allows(failure)) {
                relay.fail(failure);
                return;
            }
            AnalysisException analysis = (AnalysisException) failure;
            failures.add(analysis);
            ledger.add(analysis);
            step(place, "failed: " + analysis.kind().wireName());
            if (!isLast(place)) {
                ask(place + 1);
            } else if (doubted == null || doubt == null) {
                relay.fail(FallThrough.joined(failures, ledger.attempts()));
            } else {
                finish(doubted, List.of(reason(doubt, analysis)));
            }
        }

        private boolean isLast(int place) {
            return place + 1 == wrapped().size();
        }

        private void step(int place, String what) {
            steps.add(new ProvenanceStep(
                    stepName, "analyzer " + (place + 1) + " of " + wrapped().size() + " " + what));
        }

        /** A doubtful answer is better than none, as long as a person is told. */
        private static ReviewReason reason(Doubt doubt, AnalysisException failure) {
            return new ReviewReason(
                    ReviewReason.Kind.LOW_CONFIDENCE,
                    doubt.forReview() + ", and the next analyzer failed: "
                            + failure.kind().wireName());
        }

        private void finish(AnalysisResult result, List<ReviewReason> more) {
            if (steps.isEmpty()) {
                relay.complete(result);
                return;
            }
            List<ProvenanceStep> all = new ArrayList<>(steps);
            all.addAll(result.provenance().steps());
            Provenance provenance = result.provenance().toBuilder()
                    .attempts(ledger.attempts())
                    .duration(elapsed.time())
                    .steps(all)
                    .build();
            relay.complete(Results.withReasons(result, more).toBuilder()
                    .provenance(provenance)
                    .build());
        }
    }
}

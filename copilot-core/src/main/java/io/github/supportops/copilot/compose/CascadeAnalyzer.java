package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ProvenanceStep;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.review.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the next, dearer analyzer only where the one before was not sure enough. */
final class CascadeAnalyzer extends WrappingAnalyzer {
    private final Thresholds thresholds;
    private final Elapsed.Clock clock;

    CascadeAnalyzer(Thresholds thresholds, List<TicketAnalyzer> analyzers, Elapsed.Clock clock) {
        super("Cascade[" + thresholds + "]", analyzers);
        this.thresholds = thresholds;
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
        private final List<ProvenanceStep> steps = new ArrayList<>();
        private final List<AnalysisException> failures = new ArrayList<>();
        private @Nullable AnalysisResult unsure;

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
            List<AnalysisField> below = thresholds.missedBy(result.confidence());
            if (below.isEmpty() || isLast(place)) {
                finish(result, List.of());
                return;
            }
            unsure = result;
            step(place, "is not sure of " + names(below));
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
            } else if (unsure == null) {
                relay.fail(FallThrough.joined(failures, ledger.attempts()));
            } else {
                finish(unsure, List.of(reason(unsure, analysis)));
            }
        }

        private boolean isLast(int place) {
            return place + 1 == wrapped().size();
        }

        private void step(int place, String what) {
            steps.add(new ProvenanceStep(
                    "cascade", "analyzer " + (place + 1) + " of " + wrapped().size() + " " + what));
        }

        /** An unsure answer is better than none, as long as a person is told. */
        private ReviewReason reason(AnalysisResult result, AnalysisException failure) {
            return new ReviewReason(
                    ReviewReason.Kind.LOW_CONFIDENCE,
                    names(thresholds.missedBy(result.confidence())) + " below the cascade's threshold, and the next"
                            + " analyzer failed: " + failure.kind().wireName());
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

    private static String names(List<AnalysisField> fields) {
        return fields.stream().map(AnalysisField::wireName).collect(Collectors.joining(", "));
    }
}

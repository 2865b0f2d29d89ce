package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.List;
import java.util.function.BiFunction;

/** Changes finished results without another call: rules, calibration, review. */
final class TransformingAnalyzer extends WrappingAnalyzer {
    private final BiFunction<Ticket, AnalysisResult, AnalysisResult> change;

    TransformingAnalyzer(
            String name, TicketAnalyzer analyzer, BiFunction<Ticket, AnalysisResult, AnalysisResult> change) {
        super(name, List.of(analyzer));
        this.change = change;
    }

    @Override
    void run(Ticket ticket, Relay relay) {
        relay.follow(wrapped().get(0), ticket, result -> relay.complete(change.apply(ticket, result)), relay::fail);
    }
}

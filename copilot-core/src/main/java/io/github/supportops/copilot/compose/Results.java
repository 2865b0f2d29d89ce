package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /**
     * The same result for another ticket with the same content. Content is the same apart from white space, so a quote is
     * kept only where it stands in this ticket letter for letter.
     */
    static AnalysisResult forTicket(Ticket ticket, AnalysisResult result, Provenance provenance) {
        return AnalysisResult.builder(ticket.id(), result.analysis(), provenance)
                .confidence(result.confidence())
                .explanation(explanation(ticket, result.explanation()))
                .reviewReasons(result.reviewReasons())
                .build();
    }

    private static Explanation explanation(Ticket ticket, Explanation explanation) {
        return Explanation.of(
                explanation.rationale().orElse(null),
                explanation.evidence().stream()
                        .filter(quote -> texts(ticket).anyMatch(text -> text.contains(quote)))
                        .toList(),
                explanation.language().orElse(null),
                explanation.tags());
    }

    private static Stream<String> texts(Ticket ticket) {
        Stream<String> own = Stream.concat(Stream.of(ticket.message()), ticket.subject().stream());
        return Stream.concat(own, ticket.thread().stream().map(TicketMessage::text));
    }
}

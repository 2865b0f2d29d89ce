package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One field of scored tickets as numbers. Where a label says what a value is not, as in {@code not_high}, the field is
 * scored in two classes, and every other value counts as {@code not_high} on both sides.
 */
final class Predictions {
    private final AnalysisField field;
    private final List<String> classes;
    private final Optional<String> only;
    private final List<ScoredTicket> tickets;
    private final int[] actual;
    private final int[] predicted;
    private final double[] confidence;

    private Predictions(AnalysisField field, List<ScoredTicket> tickets) {
        this.field = field;
        this.tickets = tickets;
        this.only = onlyClass(field, tickets);
        this.classes =
                only.map(value -> List.of(value, LabelledTicket.NOT + value)).orElseGet(() -> FieldLabels.of(field));
        this.actual = tickets.stream().mapToInt(this::actualOf).toArray();
        this.predicted = tickets.stream().mapToInt(this::predictedOf).toArray();
        this.confidence = tickets.stream().mapToDouble(this::confidenceOf).toArray();
    }

    /** {@return the tickets that have this label} */
    static Predictions of(AnalysisField field, List<ScoredTicket> all) {
        return new Predictions(
                field,
                all.stream()
                        .filter(ticket -> ticket.labelled().labels().containsKey(field))
                        .toList());
    }

    private static Optional<String> onlyClass(AnalysisField field, List<ScoredTicket> tickets) {
        Set<String> negated = tickets.stream()
                .map(ticket -> label(field, ticket))
                .filter(label -> label.startsWith(LabelledTicket.NOT))
                .map(label -> label.substring(LabelledTicket.NOT.length()))
                .collect(Collectors.toSet());
        if (negated.size() > 1) {
            throw new IllegalArgumentException("The labels of " + field.wireName() + " say not_ of " + negated.size()
                    + " different values; score one of them at a time");
        }
        return negated.stream().findFirst();
    }

    private static String label(AnalysisField field, ScoredTicket ticket) {
        return ticket.labelled().labels().getOrDefault(field, "");
    }

    private int actualOf(ScoredTicket ticket) {
        return classOf(label(field, ticket));
    }

    private int predictedOf(ScoredTicket ticket) {
        return ticket.result()
                .map(result -> classOf(result.analysis().wireValue(field)))
                .orElse(classes.size());
    }

    private int classOf(String value) {
        if (only.isPresent()) {
            return only.get().equals(value) ? 0 : 1;
        }
        return classes.indexOf(value);
    }

    private double confidenceOf(ScoredTicket ticket) {
        return ticket.result()
                .map(AnalysisResult::confidence)
                .map(measured -> measured.of(field).orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    AnalysisField field() {
        return field;
    }

    List<String> classes() {
        return classes;
    }

    int size() {
        return tickets.size();
    }

    /** {@return the class a person gave} */
    int actual(int at) {
        return actual[at];
    }

    /** {@return the class the analyzer gave; the number of classes where it gave none} */
    int predicted(int at) {
        return predicted[at];
    }

    boolean isRight(int at) {
        return actual[at] == predicted[at];
    }

    /** {@return the measured confidence, NaN where there is none} */
    double confidence(int at) {
        return confidence[at];
    }

    String ticketId(int at) {
        return tickets.get(at).labelled().ticket().id();
    }

    int[] all() {
        int[] all = new int[size()];
        for (int at = 0; at < all.length; at++) {
            all[at] = at;
        }
        return all;
    }

    /** {@return the places whose confidence was measured, surest first; equals keep their order} */
    List<Integer> surestFirst() {
        List<Integer> measured = new ArrayList<>();
        for (int at = 0; at < size(); at++) {
            if (!Double.isNaN(confidence[at])) {
                measured.add(at);
            }
        }
        measured.sort((left, right) -> Double.compare(confidence[right], confidence[left]));
        return measured;
    }
}

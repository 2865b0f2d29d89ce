package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.TicketAnalysis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The private note: the triage in two lines, the reason, what to look at, the draft reply, and the marker as the last line.
 * Plain text; the systems put it into the form they need. Immutable; {@code toString()} shows the marker only.
 */
public final class TriageNote {
    private final TriageMarker marker;
    private final String head;
    private final String draft;

    private TriageNote(TriageMarker marker, String head, String draft) {
        this.marker = marker;
        this.head = head;
        this.draft = draft;
    }

    /**
     * The note of a result.
     *
     * @param marker which customer message it is about
     * @param draftReply whether it holds the draft reply
     * @param decidedBy who approved or corrected it, or null when no person has looked
     */
    static TriageNote of(TriageMarker marker, AnalysisResult result, boolean draftReply, @Nullable String decidedBy) {
        List<String> lines = new ArrayList<>();
        lines.add(
                decidedBy == null
                        ? "AI triage (a suggestion; the customer does not see this)"
                        : "AI triage, confirmed by " + decidedBy + " (the customer does not see this)");
        lines.add(labels(result));
        result.explanation().rationale().ifPresent(reason -> lines.add("Why: " + reason));
        if (decidedBy == null && result.needsReview()) {
            lines.add("Please check: "
                    + result.reviewReasons().stream().map(ReviewReason::detail).collect(Collectors.joining("; ")));
        }
        String draft = draftReply ? "\n\nDraft reply:\n" + result.analysis().suggestedResponse() : "";
        return new TriageNote(marker, withoutMarkers(String.join("\n", lines)), withoutMarkers(draft));
    }

    /** A customer can talk a model into writing a marker; in our own note it would pass for one. */
    private static String withoutMarkers(String text) {
        return text.replace(TriageMarker.START, TriageMarker.START.replace('-', ' '));
    }

    private static String labels(AnalysisResult result) {
        TicketAnalysis analysis = result.analysis();
        return label("Intent", result, AnalysisField.INTENT, analysis.intent().wireName())
                + " | "
                + label(
                        "Urgency",
                        result,
                        AnalysisField.URGENCY,
                        analysis.urgency().wireName())
                + " | "
                + label(
                        "Sentiment",
                        result,
                        AnalysisField.SENTIMENT,
                        analysis.sentiment().wireName())
                + " | "
                + label(
                        "Churn risk",
                        result,
                        AnalysisField.CHURN_RISK,
                        analysis.churnRisk().wireName())
                + " | "
                + label(
                        "Needs a person",
                        result,
                        AnalysisField.ESCALATION_REQUIRED,
                        analysis.escalationRequired() ? "yes" : "no");
    }

    private static String label(String name, AnalysisResult result, AnalysisField field, String value) {
        OptionalDouble confidence = result.confidence().of(field);
        String words = value.replace('_', ' ');
        return confidence.isPresent()
                ? String.format(Locale.ROOT, "%s: %s (%.0f %%)", name, words, 100 * confidence.getAsDouble())
                : name + ": " + words;
    }

    /** {@return the line by which the note is recognised} */
    public TriageMarker marker() {
        return marker;
    }

    /** {@return the whole note} */
    public String text() {
        return head + draft + "\n\n" + marker.text();
    }

    /**
     * {@return the note in at most so many bytes of UTF-8: the draft is cut first, and the marker is always whole}
     *
     * @throws IllegalArgumentException if not even the marker fits
     */
    public String text(int mostBytes) {
        String end = "\n\n" + marker.text();
        int room = mostBytes - bytes(end);
        if (room < 0) {
            throw new IllegalArgumentException("A note needs at least " + bytes(end) + " bytes: " + mostBytes);
        }
        return cut(head + draft, room) + end;
    }

    private static String cut(String text, int mostBytes) {
        if (bytes(text) <= mostBytes) {
            return text;
        }
        String ending = " [...]";
        int room = mostBytes - bytes(ending);
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (used + size > room) {
                break;
            }
            used += size;
            end += Character.charCount(point);
        }
        return room < 0 ? "" : text.substring(0, end) + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TriageNote that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return "TriageNote" + marker.text();
    }
}

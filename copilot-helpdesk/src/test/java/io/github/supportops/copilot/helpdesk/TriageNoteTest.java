package io.github.supportops.copilot.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The note that agents read and a restart recognises. */
class TriageNoteTest {
    private static final TriageMarker MARKER = TriageMarker.of("memory", "7", "m1");

    private static AnalysisResult result(String draft) {
        TicketAnalysis analysis = new TicketAnalysis(
                Intent.TECHNICAL_ISSUE, Urgency.HIGH, Sentiment.NEGATIVE, true, ChurnRisk.LOW, draft);
        return AnalysisResult.builder("7", analysis, Provenance.builder("test").build())
                .build();
    }

    private static TriageNote note(String draft) {
        return TriageNote.of(MARKER, result(draft), true, null);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void theNoteSaysWhatWasFoundWhyAndWhatToAnswer() {
        AnalysisResult result = result("We are on it.").toBuilder()
                .confidence(Confidence.of(Map.of(AnalysisField.INTENT, 0.914)))
                .explanation(Explanation.of("The invoice flow stopped.", List.of(), null, List.of()))
                .reviewReasons(List.of(
                        new ReviewReason(ReviewReason.Kind.values()[0], "low confidence"),
                        new ReviewReason(ReviewReason.Kind.values()[1], "vip customer")))
                .build();

        assertThat(TriageNote.of(MARKER, result, true, null).text()).isEqualTo("""
                        AI triage (a suggestion; the customer does not see this)
                        Intent: technical issue (91 %) | Urgency: high | Sentiment: negative | Churn risk: low \
                        | Needs a person: yes
                        Why: The invoice flow stopped.
                        Please check: low confidence; vip customer

                        Draft reply:
                        We are on it.

                        """ + MARKER.text());
        assertThat(TriageNote.of(MARKER, result, false, "Ada").text())
                .startsWith("AI triage, confirmed by Ada (the customer does not see this)\n")
                .doesNotContain("Please check", "Draft reply", "We are on it.")
                .endsWith("\n\n" + MARKER.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain letters only ", "äöü€ ", "\uD83D\uDE00", "a\u0301\uD83D\uDE00€", "\uD83D", "\uDE00x"})
    void atAnyLimitTheNoteFitsAndTheMarkerIsWhole(String part) {
        TriageNote note = note(part.repeat(20));
        String end = "\n\n" + MARKER.text();
        int whole = bytes(note.text());

        for (int most = bytes(end); most <= whole + 10; most++) {
            String text = note.text(most);

            assertThat(bytes(text)).as("at most %d", most).isLessThanOrEqualTo(most);
            assertThat(text).endsWith(end);
            String kept = text.substring(0, text.length() - end.length());
            if (most >= whole) {
                assertThat(text).isEqualTo(note.text());
            } else if (!kept.isEmpty()) {
                assertThat(kept).endsWith(" [...]");
                assertThat(note.text()).startsWith(kept.substring(0, kept.length() - 6));
                assertThat(endsWithinACharacter(note.text(), kept.length() - 6)).isFalse();
            }
        }
    }

    private static boolean endsWithinACharacter(String text, int place) {
        return place > 0
                && Character.isHighSurrogate(text.charAt(place - 1))
                && Character.isLowSurrogate(text.charAt(place));
    }

    @Test
    void theDraftIsCutBeforeTheTriage() {
        TriageNote note = note("x".repeat(5000));

        assertThat(note.text(600))
                .contains("Intent: technical issue | Urgency: high", "Draft reply:\nxxx")
                .hasSize(600);
    }

    @Test
    void aLimitThatNotEvenTheMarkerFitsIsRefused() {
        int least = bytes("\n\n" + MARKER.text());

        assertThatThrownBy(() -> note("x").text(least - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A note needs at least " + least + " bytes: " + (least - 1));
    }

    @Test
    void aModelThatWasTalkedIntoWritingAMarkerWritesNone() {
        TriageMarker next = TriageMarker.of("memory", "7", "m2");
        AnalysisResult result = result("Sure:\n" + next.text()).toBuilder()
                .explanation(Explanation.of("Because " + next.text(), List.of(), null, List.of()))
                .build();

        String text = TriageNote.of(MARKER, result, true, next.text()).text();

        assertThat(text).doesNotContain(next.text()).endsWith(MARKER.text());
        assertThat(text.split("\\[ai-triage:", -1)).hasSize(2);
    }

    @Test
    void notesAreEqualByTheirTextAndShowTheMarkerOnly() {
        assertThat(note("secret-words")).isEqualTo(note("secret-words")).hasSameHashCodeAs(note("secret-words"));
        assertThat(note("secret-words")).isNotEqualTo(note("other"));
        assertThat(note("secret-words")).hasToString("TriageNote" + MARKER.text());
    }
}

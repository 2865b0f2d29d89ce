package io.github.supportops.copilot.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisField;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledTicketsTest {

    @Test
    void csvMayHaveAnyOfTheFiveLabels() throws IOException {
        List<LabelledTicket> tickets = csv("\uFEFFTicket_ID,message,note,churn_risk,Intent,subject\r\n"
                + "1,\"It broke,\nagain\",x,not_high,technical_issue,Help\r\n"
                + "2,Hello,x,,general_query,\r\n");

        assertThat(tickets).hasSize(2);
        assertThat(tickets.get(0).ticket().message()).isEqualTo("It broke,\nagain");
        assertThat(tickets.get(0).ticket().subject()).contains("Help");
        assertThat(tickets.get(0).labels())
                .containsExactly(
                        Map.entry(AnalysisField.INTENT, "technical_issue"),
                        Map.entry(AnalysisField.CHURN_RISK, "not_high"));
        assertThat(tickets.get(1).labels()).containsOnlyKeys(AnalysisField.INTENT);
    }

    @Test
    void aRowWithoutAnyLabelIsLeftOut() throws IOException {
        assertThat(csv("ticket_id,message,intent\n1,Hello,\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message,intent\\n | The header has no column ticket_id",
                "ticket_id,message\\n | The header names no label",
                "ticket_id,message,intent\\n1,Hi,angry\\n | Record 1: intent must be one of billing, technical_issue",
                "ticket_id,message,intent\\n1,' ',billing\\n | Record 1: A ticket's message must not be blank",
                "ticket_id,message,intent\\n1,Hi,billing\\n1,Ho,billing\\n | Record 2 repeats a ticket_id",
                "ticket_id,message,intent\\n1,a,b,billing\\n | Record 1 has 4 cells and the header 3"
            })
    void whatIsWrongWithACsvIsNamedWithItsPlace(String content, String message) {
        String text = content.replace("\\n", "\n").replace("'", "");

        assertThatThrownBy(() -> csv(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void jsonLinesHaveTheLabelsBesideTheTicketsFields() throws IOException {
        List<LabelledTicket> tickets = jsonLines("""
                {"ticket_id":"1","message":"Hello","subject":"Hi","escalation_required":true}

                {"ticket_id":"2","message":"Hello","urgency":"high"}
                """);

        assertThat(tickets.get(0).ticket().subject()).contains("Hi");
        assertThat(tickets.get(0).labels()).containsExactly(Map.entry(AnalysisField.ESCALATION_REQUIRED, "true"));
        assertThat(tickets.get(1).labels()).containsExactly(Map.entry(AnalysisField.URGENCY, "high"));
    }

    @Test
    void feedbackIsTheTicketAndWhatAPersonSettledOn() throws IOException {
        List<LabelledTicket> tickets = jsonLines("""
                {"ticket":{"ticket_id":"1","message":"Hello","customer":{"tier":"vip"}},"by":"ana","at":"2026-11-22T12:00:00Z",\
                "analysis":{"intent":"complaint","urgency":"high","sentiment":"negative","escalation_required":false,\
                "churn_risk":"medium","suggested_response":"Sorry."},"was":{"intent":"billing"}}
                """);

        assertThat(tickets.get(0).ticket().customer().orElseThrow().tier()).contains("vip");
        assertThat(tickets.get(0).labels())
                .containsEntry(AnalysisField.INTENT, "complaint")
                .containsEntry(AnalysisField.ESCALATION_REQUIRED, "false")
                .hasSize(5);
    }

    @Test
    void feedbackAboutADismissedTicketIsLeftOut() throws IOException {
        assertThat(jsonLines("{\"ticket\":{\"ticket_id\":\"1\",\"message\":\"Hello\"},\"analysis\":null}\n"))
                .isEmpty();
    }

    @Test
    void theLastDecisionAboutATicketCounts() throws IOException {
        List<LabelledTicket> tickets = jsonLines("""
                {"ticket_id":"1","message":"Hello","intent":"billing"}
                {"ticket_id":"1","message":"Hello","intent":"complaint"}
                """);

        assertThat(tickets).hasSize(1);
        assertThat(tickets.get(0).labels()).containsEntry(AnalysisField.INTENT, "complaint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{\"ticket_id\":\"1\",\"message\":\"Hello\"}",
                "{\"ticket_id\":\"1\",\"intent\":\"billing\"}",
                "{\"ticket_id\":\"1\",\"message\":\"Hello\",\"intent\":5}",
                "{\"ticket_id\":\"1\",\"message\":\"Hello\",\"intent\":\"angry\"}",
                "{\"ticket\":{\"ticket_id\":\"1\",\"message\":\"Hello\"}}"
            })
    void aLineThatIsWrongIsNamedByItsNumberWithoutItsText(String line) {
        assertThatThrownBy(() -> jsonLines("\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Line 2")
                .hasMessageNotContaining("Hello");
    }

    @Test
    void theEndOfTheNameSaysWhatIsInAFile(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("gold.CSV"), "ticket_id,message,intent\n1,Hi,billing\n");
        Path lines = Files.writeString(
                folder.resolve("gold.jsonl"), "{\"ticket_id\":\"1\",\"message\":\"Hi\",\"intent\":\"billing\"}\n");
        Path other = Files.writeString(folder.resolve("gold.xml"), "<gold/>");

        assertThat(LabelledTickets.read(csv)).isEqualTo(LabelledTickets.read(lines));
        assertThatThrownBy(() -> LabelledTickets.read(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Labelled tickets are read from .csv, .jsonl and .ndjson files");
    }

    private static List<LabelledTicket> csv(String text) throws IOException {
        return LabelledTickets.readCsv(new StringReader(text));
    }

    private static List<LabelledTicket> jsonLines(String text) throws IOException {
        return LabelledTickets.readJsonLines(new StringReader(text));
    }
}

package io.github.supportops.copilot.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.internal.json.Json;
import java.io.IOException;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class FeedbackExportTest {
    private final FeedbackLog log = FeedbackLog.inMemory();

    @Test
    void labelledTicketsAreWhatPeopleStandBehind() throws Exception {
        log.append(Decided.entry(
                "TCK-1", ReviewDecision.correct("ana", Decided.RIGHT).because("angry")));
        log.append(Decided.entry("TCK-2", ReviewDecision.dismiss("ana")));
        log.append(Decided.entry("TCK-3", ReviewDecision.approve("bo")));
        StringBuilder out = new StringBuilder();

        assertThat(FeedbackExport.labelledTickets(log, out)).isEqualTo(2);

        JsonNode first = Json.read(out.toString().split("\n")[0]);
        JsonNode second = Json.read(out.toString().split("\n")[1]);
        assertThat(AnalysisJson.readTicket(first.get("ticket").toString())).isEqualTo(Decided.ticket("TCK-1"));
        assertThat(first.at("/analysis/intent").asText()).isEqualTo("complaint");
        assertThat(first.at("/analysis/escalation_required").isBoolean()).isTrue();
        assertThat(first.get("changed")).hasToString("[\"intent\",\"suggested_response\"]");
        assertThat(first.get("reason").asText()).isEqualTo("angry");
        assertThat(first.at("/prompt/hash").asText()).isEqualTo("abc123");
        assertThat(first.get("model").asText()).isEqualTo("small-1");
        assertThat(second.at("/analysis/intent").asText()).isEqualTo("billing");
        assertThat(second.get("at").asText()).isEqualTo("2026-11-22T12:01:00Z");
    }

    @Test
    void everythingHoldsWhatWasDismissedToo() throws Exception {
        log.append(Decided.entry("TCK-2", ReviewDecision.dismiss("ana")));
        StringBuilder out = new StringBuilder();

        assertThat(FeedbackExport.everything(log, out)).isEqualTo(1);
        assertThat(Json.read(out.toString()).get("analysis").isNull()).isTrue();
    }

    @Test
    void halvesOfCharactersAreEscapedAndWholeOnesAreLeftAlone() throws Exception {
        Ticket ticket = Ticket.of("TCK-1", "a \ud800 b \udc00 c \ud83d\ude00 \ud83d");
        FeedbackEntry entry = new FeedbackEntry("f-1", ticket, Decided.result("TCK-1"), ReviewDecision.approve("ana"));

        String line = FeedbackExport.line(entry);

        assertThat(line).contains("a \\ud800 b \\udc00 c \ud83d\ude00 \\ud83d");
        assertThat(AnalysisJson.readTicket(Json.read(line).get("ticket").toString()))
                .isEqualTo(ticket);
    }

    @Test
    void aFileThatCannotBeWrittenIsAnIoException() {
        log.append(Decided.entry("TCK-1", ReviewDecision.approve("ana")));

        assertThatThrownBy(() -> FeedbackExport.everything(log, new FullDisk())).hasMessage("disk full");
    }

    private static final class FullDisk extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("disk full");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

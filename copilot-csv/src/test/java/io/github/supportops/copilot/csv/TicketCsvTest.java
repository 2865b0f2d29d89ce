package io.github.supportops.copilot.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.TicketBatch;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketCsvTest {
    @TempDir
    Path directory;

    @Test
    void aCleanRunAddsExactlyTheSixColumns() throws IOException {
        Path output = enrich("ticket_id,message\nT1,It broke\nT2,How much?\n");

        assertThat(Files.readString(output)).isEqualTo("""
                        ticket_id,message,intent,urgency,sentiment,escalation_required,churn_risk,suggested_response
                        T1,It broke,complaint,low,negative,true,medium,"Hello T1, we are on it."
                        T2,How much?,general_query,medium,negative,false,medium,"Hello T2, we are on it."
                        """);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("in.csv", "out.csv");
        }
    }

    @Test
    void otherColumnsKeepTheirPlaceAndTheirText() throws IOException {
        Path output = enrich("priority,ticket_id,note,message\n 3 ,T1,\"a \"\"b\"\"\nc\",Hello\n");

        assertThat(Files.readString(output))
                .startsWith("priority,ticket_id,note,message,intent,")
                .contains("\n\" 3 \",T1,\"a \"\"b\"\"\nc\",Hello,");
    }

    @Test
    void aBrokenRowKeepsItsPlaceWithItsErrorAndLosesNoOther() throws IOException {
        Path output = enrich("""
                ticket_id,message
                T1,Hello
                T2,"He said "no" to me"
                T3,one,two
                ,Nobody knows who
                T5,Good bye
                """);

        List<String> lines = Files.readAllLines(output);
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).endsWith(",suggested_response,error,error_kind");
        assertThat(lines.get(1)).startsWith("T1,Hello,billing").endsWith("on it.\",,");
        assertThat(lines.get(2))
                .startsWith("T2,")
                .endsWith("\"in.csv, line 3, column 14: text follows a closing quote; double the quotes inside a"
                        + " quoted cell\",bad_ticket");
        assertThat(lines.get(3))
                .isEqualTo("T3,one,,,,,,,\"in.csv, line 4: the row has 3 cells and the header 2; quote cells that"
                        + " contain the delimiter\",bad_ticket");
        assertThat(lines.get(4))
                .endsWith("\"in.csv, line 5, column \"\"ticket_id\"\": the cell is blank; fill it in\",bad_ticket");
        assertThat(lines.get(5)).startsWith("T5,Good bye,");
    }

    @Test
    void anUnclosedQuoteCostsItsOwnLineOnly() throws IOException {
        Path output = enrich("ticket_id,message\nT1,\"never closed\nT2,Hello\nT3,Good bye\n");

        List<String> lines = Files.readAllLines(output);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).contains("line 2, column 4: the quote opened here is never closed");
        assertThat(lines.get(2)).startsWith("T2,Hello,");
        assertThat(lines.get(3)).startsWith("T3,Good bye,");
    }

    @Test
    void aFailedTicketCarriesItsErrorAndKind() throws IOException {
        TicketAnalyzer moody = ticket -> ticket.id().equals("T2")
                ? CompletableFuture.failedFuture(new ProviderUnavailableException(
                        FailureKind.RATE_LIMITED, "=too many calls", 429, null, List.of(), null))
                : CompletableFuture.completedFuture(Results.of(ticket));

        Path output = enrich(write("ticket_id,message\nT1,Hello\nT2,Good bye\n"), moody);

        assertThat(Files.readAllLines(output).get(2)).isEqualTo("T2,Good bye,,,,,,,'=too many calls,rate_limited");
    }

    @Test
    void anOutputWithErrorsCanBeTheNextInput() throws IOException {
        Path output = enrich("ticket_id,message,error,error_kind\nT1,Hello,it failed,deadline\n");

        assertThat(Files.readAllLines(output).get(0)).isEqualTo("ticket_id,message," + SIX);
    }

    @Test
    void formulasAreNeutralisedAndReadingTakesItOff() throws IOException {
        TicketAnalyzer mirror =
                ticket -> CompletableFuture.completedFuture(Results.withReply(ticket, ticket.message()));

        Path output = enrich(write("ticket_id,message,amount\n-T1,=1+1,-5.20\n"), mirror);

        assertThat(Files.readAllLines(output).get(1))
                .startsWith("'-T1,'=1+1,-5.20,")
                .endsWith(",'=1+1");
        try (Stream<Ticket> tickets = TicketCsv.read(output)) {
            assertThat(tickets).containsExactly(Ticket.of("-T1", "=1+1"));
        }
    }

    @Test
    void knownColumnsBecomePartsOfTheTicket() throws IOException {
        Path file = write("""
                Ticket ID;Message;subject;language;channel;created_at;customer_tier;customer_annual_value_usd
                T1;Hello;Late;de;email;2026-11-22T10:15:30Z;vip;1200.50
                T2;Hello;;;;22.11.2026;;a lot
                """);

        try (Stream<Ticket> tickets = TicketCsv.read(file)) {
            assertThat(tickets)
                    .containsExactly(
                            Ticket.builder("T1", "Hello")
                                    .subject("Late")
                                    .language("de")
                                    .channel("email")
                                    .createdAt(Instant.parse("2026-11-22T10:15:30Z"))
                                    .customer(Customer.builder()
                                            .tier("vip")
                                            .annualValueUsd(new BigDecimal("1200.50"))
                                            .build())
                                    .build(),
                            Ticket.builder("T2", "Hello")
                                    .attribute("created_at", "22.11.2026")
                                    .customer(Customer.builder()
                                            .attribute("customer_annual_value_usd", "a lot")
                                            .build())
                                    .build());
        }
    }

    @Test
    void aByteOrderMarkNamesTheEncodingAndAnOutputForTheSameProgramHasOneToo() throws IOException {
        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("UTF-32LE"),
                Charset.forName("UTF-32BE"))) {
            Path file = directory.resolve("in.csv");
            Files.write(file, "\ufeffticket_id,message\nT1,Grüße\n".getBytes(charset));

            Path output = enrich(file, Results.atOnce());

            assertThat(Files.readString(output))
                    .startsWith("\ufeffticket_id,message,")
                    .contains("T1,Grüße,");
        }
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatAreThere() throws IOException {
        Path file = write("id,message\nT1,Hello\n");

        assertThatThrownBy(() -> enrich(file, Results.atOnce()))
                .isInstanceOf(TicketFileException.class)
                .hasMessage(file + ", line 1, column \"ticket_id\": the header lacks this column; it has \"id\","
                        + " \"message\". Rename one, or map ticket_id to the right one");
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        Path file = write("");

        assertThatThrownBy(() -> TicketCsv.read(file))
                .hasMessage(file + ", line 1: there is no header; the first line must name the columns");
    }

    @Test
    void anUnreadableEncodingIsFoundBeforeTheFirstCall() throws IOException {
        Path file = directory.resolve("in.csv");
        Files.write(file, "ticket_id,message\nT1,Gr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> enrich(file, ticket -> {
                    throw new AssertionError("nothing may be asked");
                }))
                .isInstanceOf(TicketFileException.class)
                .hasMessage(file + ", line 2, column 6: the bytes here are not UTF-8; give the file's encoding, for"
                        + " example windows-1252");
    }

    @Test
    void aColumnThatWouldBeOverwrittenIsRefused() throws IOException {
        Path file = write("ticket_id,message,urgency\nT1,Hello,soon\n");

        assertThatThrownBy(() -> enrich(file, Results.atOnce())).hasMessageContaining("line 1, column urgency");
    }

    @Test
    void aRowThatIsNoTicketEndsTheReadingWithItsPlace() throws IOException {
        Path file = write("ticket_id,message\nT1,\n");

        try (Stream<Ticket> tickets = TicketCsv.read(file)) {
            assertThatThrownBy(tickets::toList)
                    .isInstanceOf(InvalidTicketException.class)
                    .hasMessageContaining("in.csv, line 2, column \"message\"");
        }
    }

    @Test
    void theDelimiterIsTheOneTheHeaderUsesMostOutsideQuotes() throws IOException {
        assertThat(TicketCsv.delimiterOf(write("\"a,b,c,d\";message;x\n"))).isEqualTo(';');
        assertThat(TicketCsv.delimiterOf(write("\ufeffa\tb\n1,2,3,4\n"))).isEqualTo('\t');
        assertThat(TicketCsv.delimiterOf(write("one\n"))).isEqualTo(',');
    }

    @Test
    void theInputIsNeverTheOutput() throws IOException {
        Path file = write("ticket_id,message\nT1,Hello\n");

        assertThatThrownBy(() -> TicketCsv.enrich(
                        file, file, TicketBatch.builder(Results.atOnce()).build()))
                .hasMessage(file + ": the output is the input; choose another name");
    }

    private static final String SIX = "intent,urgency,sentiment,escalation_required,churn_risk,suggested_response";

    private Path enrich(String csv) throws IOException {
        return enrich(write(csv), Results.atOnce());
    }

    private Path enrich(Path input, TicketAnalyzer analyzer) {
        Path output = directory.resolve("out.csv");
        EnrichmentSummary summary =
                TicketCsv.enrich(input, output, TicketBatch.builder(analyzer).build());
        assertThat(summary.isComplete()).isTrue();
        return output;
    }

    private Path write(String csv) throws IOException {
        return Files.writeString(directory.resolve("in.csv"), csv);
    }
}

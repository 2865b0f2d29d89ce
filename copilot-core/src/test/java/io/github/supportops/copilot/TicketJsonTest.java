package io.github.supportops.copilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketJsonTest {
    private static final String EVERYTHING = "{\"ticket_id\":\"TCK-001\",\"message\":\"It is down again.\","
            + "\"subject\":\"Down\",\"thread\":[{\"author\":\"customer\",\"text\":\"It is down.\","
            + "\"sent_at\":\"2026-11-20T08:00:00Z\"},{\"author\":\"system\",\"text\":\"\"}],"
            + "\"channel\":\"email\",\"language\":\"en\",\"created_at\":\"2026-11-22T09:30:00.123456789Z\","
            + "\"customer\":{\"id\":\"C-1\",\"tier\":\"vip\",\"plan\":\"team\",\"annual_value_usd\":12000.50,"
            + "\"renewal_date\":\"2027-01-31\",\"attributes\":{\"region\":\"emea\"}},"
            + "\"attributes\":{\"z\":\"1\",\"a b\":\"2\"}}";

    @Test
    void allPartsAreWrittenInAFixedOrder() {
        assertThat(AnalysisJson.writeTicket(everything())).isEqualTo(EVERYTHING);
    }

    @Test
    void allPartsAreReadBack() {
        assertThat(AnalysisJson.readTicket(EVERYTHING)).isEqualTo(everything());
    }

    @Test
    void absentPartsAreLeftOut() {
        Ticket small = Ticket.of("TCK-002", "Hello");

        assertThat(AnalysisJson.writeTicket(small)).isEqualTo("{\"ticket_id\":\"TCK-002\",\"message\":\"Hello\"}");
        assertThat(AnalysisJson.readTicket(AnalysisJson.writeTicket(small))).isEqualTo(small);
    }

    @Test
    void nullMeansAbsentAndUnknownFieldsAreIgnored() {
        Ticket read = AnalysisJson.readTicket("{\"ticket_id\":\"T\",\"message\":\"m\",\"subject\":null,\"thread\":null,"
                + "\"customer\":null,\"attributes\":null,\"priority\":{\"deep\":[1,2]}}");

        assertThat(read).isEqualTo(Ticket.of("T", "m"));
    }

    @Test
    void timesMayStandInAnyOffset() {
        Ticket read = AnalysisJson.readTicket(
                "{\"ticket_id\":\"T\",\"message\":\"m\",\"created_at\":\"2026-11-22T10:30:00+01:00\"}");

        assertThat(read.createdAt()).contains(Instant.parse("2026-11-22T09:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"TCK-001\"|\" \"|$.ticket_id is not allowed: it is blank",
                "\"It is down again.\"|null|$.message must not be null",
                "\"subject\":\"Down\"|\"subject\":7|$.subject must be a text",
                "\"author\":\"system\"|\"author\":\"robot\"|$.thread[1].author is not allowed: author must be one of customer, agent, system",
                "2026-11-20T08:00:00Z|yesterday|$.thread[0].sent_at must be a date or time in ISO 8601, for example 2026-11-22T09:30:00Z",
                "2027-01-31|2027-02-31|$.customer.renewal_date must be a date or time in ISO 8601, for example 2026-11-22T09:30:00Z",
                "12000.50|-1|$.customer.annual_value_usd is not allowed: annualValueUsd must not be negative: -1",
                "\"emea\"|[]|$.customer.attributes.region must be a text",
                "\"2\"|2|$.attributes.* must be a text",
            })
    void whateverIsWrongIsNamedByPath(String right, String wrong, String message) {
        assertThatExceptionOfType(InvalidTicketException.class)
                .isThrownBy(() -> AnalysisJson.readTicket(EVERYTHING.replace(right, wrong)))
                .withMessage("Not the JSON of a ticket: " + message)
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(FailureKind.BAD_TICKET));
    }

    @Test
    void randomTicketsSurviveTheRoundTrip() {
        Random random = new Random(20261122);
        for (int round = 0; round < 2_000; round++) {
            Ticket ticket = Ticket.builder("T" + text(random), "m" + text(random))
                    .subject(text(random))
                    .thread(List.of(new TicketMessage(
                            AuthorRole.values()[random.nextInt(3)],
                            text(random),
                            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)))))
                    .customer(Customer.builder()
                            .annualValueUsd(BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(5)))
                            .attribute(name(random), text(random))
                            .build())
                    .attribute(name(random), text(random))
                    .build();

            assertThat(AnalysisJson.readTicket(AnalysisJson.writeTicket(ticket)))
                    .isEqualTo(ticket);
        }
    }

    /** Names are chosen by developers; half a surrogate pair is nothing that JSON can name a member by. */
    private static String name(Random random) {
        return "name " + random.nextInt(1_000);
    }

    /** Any UTF-16 at all: control characters, quotes, unpaired surrogates. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int index = random.nextInt(12); index > 0; index--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    private static Ticket everything() {
        return Ticket.builder("TCK-001", "It is down again.")
                .subject("Down")
                .thread(List.of(
                        new TicketMessage(AuthorRole.CUSTOMER, "It is down.", Instant.parse("2026-11-20T08:00:00Z")),
                        TicketMessage.of(AuthorRole.SYSTEM, "")))
                .channel("email")
                .language("en")
                .createdAt(Instant.parse("2026-11-22T09:30:00.123456789Z"))
                .customer(Customer.builder()
                        .id("C-1")
                        .tier("vip")
                        .plan("team")
                        .annualValueUsd(new BigDecimal("12000.50"))
                        .renewalDate(LocalDate.of(2027, 1, 31))
                        .attribute("region", "emea")
                        .build())
                .attribute("z", "1")
                .attribute("a b", "2")
                .build();
    }
}

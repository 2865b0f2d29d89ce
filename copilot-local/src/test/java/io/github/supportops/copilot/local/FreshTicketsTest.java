package io.github.supportops.copilot.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketAnalyzer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tickets of our own that no head was made from, held to the accuracy that the documentation promises. */
class FreshTicketsTest {

    private static List<Answered> tickets = List.of();

    /** A ticket with its right labels, in the order of the file, and the answers of both runtimes. */
    private record Answered(List<String> labels, AnalysisResult fast, AnalysisResult plain) {

        boolean right(int column, Function<TicketAnalysis, String> label) {
            return label.apply(plain.analysis()).equals(labels.get(column));
        }

        boolean intentIsRight() {
            return right(0, FreshTicketsTest::intent);
        }

        double confidence(AnalysisField field) {
            return plain.confidence().of(field).orElseThrow();
        }
    }

    @BeforeAll
    static void answerAll() throws IOException {
        List<Answered> answered = new ArrayList<>();
        try (TicketAnalyzer fast = runtime(LocalRuntime.ONNXRUNTIME);
                TicketAnalyzer plain = runtime(LocalRuntime.PLAIN_JAVA)) {
            for (String line : lines()) {
                List<String> cells = List.of(line.split("\t", -1));
                Ticket ticket = Ticket.of("T", cells.get(6).replace("\\n", "\n").replace("\\t", "\t"));
                answered.add(new Answered(cells.subList(0, 5), fast.analyze(ticket), plain.analyze(ticket)));
            }
        }
        tickets = answered;
    }

    @Test
    void everyFieldIsRightAsOftenAsPromised() {
        assertThat(percentRight(0, FreshTicketsTest::intent)).isGreaterThanOrEqualTo(85);
        assertThat(percentRight(1, analysis -> analysis.urgency().wireName())).isGreaterThanOrEqualTo(75);
        assertThat(percentRight(2, analysis -> analysis.sentiment().wireName())).isGreaterThanOrEqualTo(85);
        assertThat(percentRight(3, analysis -> String.valueOf(analysis.escalationRequired())))
                .isGreaterThanOrEqualTo(92);
        assertThat(percentRight(4, analysis -> analysis.churnRisk().wireName())).isGreaterThanOrEqualTo(85);
    }

    @Test
    void theSurerHalfIsRight() {
        List<Answered> surest = tickets.stream()
                .sorted(Comparator.comparingDouble((Answered ticket) -> -ticket.confidence(AnalysisField.INTENT)))
                .limit(tickets.size() / 2)
                .toList();

        assertThat(100.0 * surest.stream().filter(Answered::intentIsRight).count() / surest.size())
                .isGreaterThanOrEqualTo(92);
    }

    @Test
    void aCascadeWouldAskTheModelForNoMoreThanHalfAndBeRightAboutTheRest() {
        List<Answered> alone = tickets.stream()
                .filter(ticket -> ticket.confidence(AnalysisField.INTENT) >= 0.9)
                .filter(ticket -> ticket.plain().confidence().measured().values().stream()
                        .allMatch(confidence -> confidence >= 0.6))
                .toList();

        assertThat(alone).hasSizeGreaterThanOrEqualTo(tickets.size() / 2);
        assertThat(100.0 * alone.stream().filter(Answered::intentIsRight).count() / alone.size())
                .isGreaterThanOrEqualTo(90);
    }

    @Test
    void bothRuntimesGiveTheSameLabels() {
        long same = tickets.stream()
                .filter(ticket -> labels(ticket.fast()).equals(labels(ticket.plain())))
                .count();

        assertThat(100.0 * same / tickets.size()).isGreaterThanOrEqualTo(97);
    }

    private static List<String> labels(AnalysisResult result) {
        TicketAnalysis analysis = result.analysis();
        return List.of(
                intent(analysis),
                analysis.urgency().wireName(),
                analysis.sentiment().wireName(),
                String.valueOf(analysis.escalationRequired()),
                analysis.churnRisk().wireName());
    }

    private static String intent(TicketAnalysis analysis) {
        return analysis.intent().wireName();
    }

    private static double percentRight(int column, Function<TicketAnalysis, String> label) {
        return 100.0
                * tickets.stream().filter(ticket -> ticket.right(column, label)).count()
                / tickets.size();
    }

    private static TicketAnalyzer runtime(LocalRuntime runtime) {
        return LocalTicketAnalyzer.builder().runtime(runtime).build();
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = FreshTicketsTest.class.getResourceAsStream("fresh-tickets.tsv");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).toList();
        }
    }
}

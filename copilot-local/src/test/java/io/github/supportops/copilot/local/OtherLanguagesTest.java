package io.github.supportops.copilot.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.local.internal.text.LanguageDetector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The analyzer reads English and has to notice when a ticket is not. */
class OtherLanguagesTest {

    @Test
    void ticketsInTwentySevenLanguagesGoToReview() throws IOException {
        List<String> missed = new ArrayList<>();
        List<String> tickets = foreign();
        try (TicketAnalyzer analyzer = LocalTicketAnalyzer.create()) {
            for (String ticket : tickets) {
                AnalysisResult result = analyzer.analyze(Ticket.of("T", ticket));
                if (result.reviewReasons().stream()
                        .noneMatch(reason -> reason.kind() == ReviewReason.Kind.UNSUPPORTED_LANGUAGE)) {
                    missed.add(ticket);
                }
            }
        }

        assertThat(tickets).hasSizeGreaterThan(165);
        assertThat(missed).hasSizeLessThanOrEqualTo(tickets.size() * 5 / 100);
    }

    @Test
    void englishTicketsAreHardlyEverTakenForAnotherLanguage() throws IOException {
        LanguageDetector detector = LanguageDetector.load();
        List<String> tickets = english();
        List<String> flagged = tickets.stream()
                .filter(ticket -> !detector.detect(ticket).equals("en"))
                .toList();

        assertThat(tickets).hasSizeGreaterThan(4_000);
        assertThat(flagged).hasSizeLessThanOrEqualTo(tickets.size() / 100);
    }

    private static List<String> foreign() throws IOException {
        try (InputStream in = OtherLanguagesTest.class.getResourceAsStream("other-languages.tsv");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .toList();
        }
    }

    private static List<String> english() throws IOException {
        List<String> tickets = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("training", "examples"))) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream()
                        .skip(1)
                        .map(line -> line.substring(line.lastIndexOf('\t') + 1).replace("\\n", "\n"))
                        .forEach(tickets::add);
            }
        }
        return tickets;
    }
}

package io.github.supportops.copilot.examples;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.eval.Evaluation;
import io.github.supportops.copilot.eval.EvaluationDocument;
import io.github.supportops.copilot.eval.EvaluationReport;
import io.github.supportops.copilot.eval.LabelledTicket;
import io.github.supportops.copilot.eval.LabelledTickets;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;
import io.github.supportops.copilot.local.training.TrainHeads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How good is the offline analyzer on kinds of text it has never seen? Splits the example tickets by topic, trains without
 * each part, measures on it, and writes {@code docs/quality.md}; gold files given after it are measured with the heads
 * that come with the library. {@code -Dexample=MeasureQuality -Dexec.args="copilot-local/training/examples docs/quality.md 6"}
 */
public final class MeasureQuality {
    private static final List<AnalysisField> COLUMNS = List.of(
            AnalysisField.INTENT,
            AnalysisField.URGENCY,
            AnalysisField.SENTIMENT,
            AnalysisField.ESCALATION_REQUIRED,
            AnalysisField.CHURN_RISK);

    private MeasureQuality() {}

    /** Takes the folder of examples, the file to write, the number of parts (0 for none), and any number of gold files. */
    public static void main(String[] arguments) {
        if (arguments.length < 3) {
            throw new IllegalArgumentException("Give EXAMPLES_FOLDER OUT.md PARTS [GOLD.csv...]");
        }
        try {
            List<Path> topics = topics(Path.of(arguments[0]));
            StringBuilder page = new StringBuilder("# How good the offline analyzer is\n\n"
                    + "Made by `MeasureQuality` of `copilot-examples`; do not edit. [evaluation.md](evaluation.md) says what the"
                    + " numbers mean. Latencies are those of the machine at that time, which may have been busy.\n\n");
            int parts = Integer.parseInt(arguments[2]);
            if (parts > 0) {
                page.append(EvaluationDocument.of(heldBack(topics, parts)).toText());
            }
            page.append(measured(List.of(arguments).subList(3, arguments.length)));
            Files.writeString(Path.of(arguments[1]), page.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> topics(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList();
        }
    }

    private static EvaluationReport heldBack(List<Path> topics, int parts) throws IOException {
        List<EvaluationReport> reports = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<Path> held = part(topics, part, parts, true);
            Path heads = trained(part(topics, part, parts, false));
            try (TicketAnalyzer analyzer =
                    LocalTicketAnalyzer.builder().heads(heads).build()) {
                reports.add(Evaluation.builder(analyzer).build().run(labelled(held)));
            }
        }
        return EvaluationReport.joined("Topics held back in turn, " + parts + " parts", reports);
    }

    private static List<Path> part(List<Path> topics, int part, int parts, boolean held) {
        return topics.stream()
                .filter(topic -> (topics.indexOf(topic) % parts == part) == held)
                .toList();
    }

    private static Path trained(List<Path> topics) throws IOException {
        Path folder = Files.createTempDirectory("copilot-topics");
        for (Path topic : topics) {
            Files.copy(topic, folder.resolve(String.valueOf(topic.getFileName())));
        }
        Path heads = folder.resolve("heads.bin");
        TrainHeads.main(new String[] {folder.toString(), heads.toString()});
        return heads;
    }

    private static List<LabelledTicket> labelled(List<Path> topics) throws IOException {
        List<LabelledTicket> tickets = new ArrayList<>();
        for (Path topic : topics) {
            List<String> lines = Files.readAllLines(topic);
            for (int line = 1; line < lines.size(); line++) {
                if (!lines.get(line).isBlank()) {
                    tickets.add(labelled(
                            topic.getFileName() + ":" + (line + 1),
                            lines.get(line).split("\t", -1)));
                }
            }
        }
        return tickets;
    }

    private static LabelledTicket labelled(String id, String[] cells) {
        Map<AnalysisField, String> labels = new LinkedHashMap<>();
        for (int column = 0; column < COLUMNS.size(); column++) {
            labels.put(COLUMNS.get(column), cells[column]);
        }
        String message = cells[cells.length - 1];
        // A line break is written as \n, a tab as \t and a backslash as two.
        String plain = message.replace("\\\\", "\0")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\0", "\\");
        return new LabelledTicket(Ticket.of(id, plain), labels);
    }

    /** The pages of all gold files, the one of all together first: it has the most tickets of every field. */
    private static String measured(List<String> gold) throws IOException {
        List<EvaluationReport> reports = new ArrayList<>();
        for (String file : gold) {
            reports.add(measured(Path.of(file)));
        }
        StringBuilder pages = new StringBuilder();
        if (reports.size() > 1) {
            pages.append(EvaluationDocument.of(EvaluationReport.joined("All gold files together", reports))
                    .toText());
        }
        reports.forEach(report -> pages.append(EvaluationDocument.of(report).toText()));
        return pages.toString();
    }

    private static EvaluationReport measured(Path gold) throws IOException {
        try (TicketAnalyzer analyzer = LocalTicketAnalyzer.create()) {
            return Evaluation.builder(analyzer)
                    .name(String.valueOf(gold.getFileName()))
                    .build()
                    .run(LabelledTickets.read(gold));
        }
    }
}

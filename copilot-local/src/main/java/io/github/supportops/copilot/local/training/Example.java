package io.github.supportops.copilot.local.training;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One labelled example ticket.
 *
 * @param labels label by field name
 * @param style the author's style or channel
 * @param message the ticket
 * @param topic the file it is from
 */
record Example(Map<String, String> labels, String style, String message, String topic) {

    static final Map<String, List<String>> FIELDS = fields();

    private static Map<String, List<String>> fields() {
        Map<String, List<String>> fields = new java.util.LinkedHashMap<>();
        fields.put("intent", List.of("billing", "technical_issue", "feature_request", "complaint", "general_query"));
        fields.put("urgency", List.of("low", "medium", "high", "critical"));
        fields.put("sentiment", List.of("positive", "neutral", "negative"));
        fields.put("escalation_required", List.of("false", "true"));
        fields.put("churn_risk", List.of("low", "medium", "high"));
        return fields;
    }

    /** All examples of a folder, files by name, lines in order. */
    static List<Example> readAll(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.tsv")) {
            found.forEach(files::add);
        }
        files.sort(java.util.Comparator.comparing(file -> String.valueOf(file.getFileName())));
        List<Example> examples = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            for (int line = 1; line < lines.size(); line++) {
                if (!lines.get(line).isBlank()) {
                    examples.add(parse(lines.get(line), file, line + 1));
                }
            }
        }
        return examples;
    }

    private static Example parse(String line, Path file, int number) {
        String[] cells = line.split("\t", -1);
        String where = file.getFileName() + ", line " + number;
        if (cells.length != FIELDS.size() + 2) {
            throw new IllegalArgumentException(where + ": " + cells.length + " columns instead of 7");
        }
        Map<String, String> labels = new HashMap<>();
        int column = 0;
        for (Map.Entry<String, List<String>> field : FIELDS.entrySet()) {
            String label = cells[column++];
            if (!field.getValue().contains(label)) {
                throw new IllegalArgumentException(where + ": " + field.getKey() + " cannot be " + label);
            }
            labels.put(field.getKey(), label);
        }
        return new Example(Map.copyOf(labels), cells[5], unescape(cells[6]), String.valueOf(file.getFileName()));
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            } else {
                plain.append(character);
            }
        }
        return plain.toString();
    }
}

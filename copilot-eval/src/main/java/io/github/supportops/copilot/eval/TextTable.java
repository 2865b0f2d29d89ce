package io.github.supportops.copilot.eval;

import java.util.ArrayList;
import java.util.List;

/** A table with aligned columns, readable in a terminal and valid Markdown. The first column stands left, the others right. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... header) {
        row(header);
    }

    TextTable row(String... cells) {
        return row(List.of(cells));
    }

    TextTable row(List<String> cells) {
        rows.add(cells.stream().map(TextTable::plain).toList());
        return this;
    }

    String write() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            line(text, rows.get(row), widths);
            if (row == 0) {
                rule(text, widths);
            }
        }
        return text.append('\n').toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] =
                        Math.max(Math.max(3, widths[column]), row.get(column).length());
            }
        }
        return widths;
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - cells.get(column).length());
            text.append("| ")
                    .append(column == 0 ? cells.get(column) + padding : padding + cells.get(column))
                    .append(' ');
        }
        text.append("|\n");
    }

    private static void rule(StringBuilder text, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            text.append(column == 0 ? "|:" : "|-")
                    .append("-".repeat(widths[column]))
                    .append(column == 0 ? "-" : ":");
        }
        text.append("|\n");
    }

    /** Names come from outside; a bar or a line break in one must not break the table. */
    private static String plain(String cell) {
        StringBuilder plain = new StringBuilder(cell.length());
        cell.codePoints().forEach(point -> {
            if (point == '|') {
                plain.append('/');
            } else {
                plain.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
            }
        });
        return plain.toString();
    }
}

package io.github.supportops.copilot.app.service;

import java.util.regex.Pattern;

/** Takes off the apostrophe that keeps a spreadsheet from running a cell, as {@code FormulaProtection.APOSTROPHE} puts it. */
final class FormulaText {
    private static final Pattern PROTECTED =
            Pattern.compile("'+[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("'+[+-]?\\d[\\d.,]*");

    private FormulaText() {}

    static String decode(String cell) {
        boolean wasPut =
                PROTECTED.matcher(cell).matches() && !NUMBER.matcher(cell).matches();
        return wasPut ? cell.substring(1) : cell;
    }
}

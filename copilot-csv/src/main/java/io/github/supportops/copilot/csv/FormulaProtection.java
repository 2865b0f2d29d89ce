package io.github.supportops.copilot.csv;

/** What is done about cells that a spreadsheet would run as formulas. */
public enum FormulaProtection {
    /**
     * Writing puts one apostrophe in front of them, reading takes one off. Nothing is lost: what was read is always exactly
     * what was written. Plain numbers stay as they are.
     */
    APOSTROPHE,
    /** Cells are written and read as they are. Only for files that no spreadsheet will ever open. */
    NONE
}

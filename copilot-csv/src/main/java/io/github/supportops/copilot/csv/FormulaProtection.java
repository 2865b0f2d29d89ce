package io.github.supportops.copilot.csv;

/** What is done about cells that a spreadsheet would run as formulas. */
public enum FormulaProtection {
    /**
     * Writing puts one apostrophe in front of them, reading takes one off. Nothing is lost: what was read is always exactly
     * what was written. Plain numbers stay as they are.
     */
    APOSTROPHE {
        @Override
        public String encode(String cell) {
            return FormulaGuard.encode(cell);
        }

        @Override
        public String decode(String cell) {
            return FormulaGuard.decode(cell);
        }
    },
    /** Cells are written and read as they are. Only for files that no spreadsheet will ever open. */
    NONE {
        @Override
        public String encode(String cell) {
            return cell;
        }

        @Override
        public String decode(String cell) {
            return cell;
        }
    };

    /** {@return the cell as it is written} */
    public abstract String encode(String cell);

    /** {@return the cell as it was before it was written} */
    public abstract String decode(String cell);
}

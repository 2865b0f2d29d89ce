package io.github.supportops.copilot.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaGuardTest {
    private static final String LETTERS = "'=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20ab1., %(";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1+1",
                "-1+1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\0",
                "-",
                "+",
                "=",
                "-1.2.x",
                "-2+3+cmd|' /C calc'!A0",
                "\uff1d1+1",
                "'=1",
                "''=1"
            })
    void whatASpreadsheetWouldRunGetsOneApostrophe(String text) {
        assertThat(FormulaGuard.encode(text)).isEqualTo("'" + text);
        assertThat(FormulaGuard.decode("'" + text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hello", "'", "'tis broken", "-5", "+49", "-1,234.50", "1=1", "'-5"})
    void everythingElseStaysAsItIs(String text) {
        assertThat(FormulaGuard.encode(text)).isEqualTo(text);
        assertThat(FormulaGuard.decode(text)).isEqualTo(text);
    }

    @Test
    void decodingGivesBackAMillionRandomCells() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            text.setLength(0);
            int length = random.nextInt(6);
            for (int j = 0; j < length; j++) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            String cell = text.toString();
            if (!FormulaGuard.decode(FormulaGuard.encode(cell)).equals(cell)) {
                assertThat(FormulaGuard.decode(FormulaGuard.encode(cell))).isEqualTo(cell);
            }
        }
    }
}

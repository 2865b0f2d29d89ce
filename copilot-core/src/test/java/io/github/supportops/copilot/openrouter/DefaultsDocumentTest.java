package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/defaults.md} says what a new builder holds. */
class DefaultsDocumentTest {

    @Test
    void everyDefaultInTheListIsTheBuildersOwn() throws Exception {
        OpenRouterTicketAnalyzerBuilder builder = OpenRouterTicketAnalyzer.builder();
        List<String[]> rows = Files.readAllLines(Path.of("..", "docs", "defaults.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| setting"))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .toList();

        assertThat(rows).hasSize(20);
        for (String[] row : rows) {
            Field field = OpenRouterTicketAnalyzerBuilder.class.getDeclaredField(row[1]);
            field.setAccessible(true);
            assertThat(String.valueOf(field.get(builder))).as(row[1]).isEqualTo(row[2].replace("`", ""));
        }
    }
}

package io.github.supportops.copilot.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.internal.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} says what the table does. */
class ErrorDocumentTest {

    @Test
    void everyRowOfTheDocumentIsWhatTheTableSays() throws Exception {
        List<String[]> rows = Files.readAllLines(Path.of("..", "docs", "errors.md")).stream()
                .filter(line -> line.matches("\\| \\d{3} \\|.*"))
                .map(line -> line.split("\\|", -1))
                .toList();

        assertThat(rows).hasSizeGreaterThanOrEqualTo(40);
        for (String[] row : rows) {
            ErrorTable.Row found = ErrorTable.row(Integer.parseInt(row[1].strip()), error(row[2].strip()));
            assertThat(found.kind().wireName()).as(row[1] + row[2]).isEqualTo(row[3].strip());
            assertThat(found.action().name().toLowerCase(Locale.ROOT))
                    .as(row[1] + row[2])
                    .isEqualTo(row[4].strip());
        }
    }

    private static ErrorBody error(String sign) {
        String text = sign.replaceAll("[`\"]", "");
        if (sign.startsWith("limit_source ")) {
            String source = text.substring("limit_source ".length());
            return body(Map.of("message", "x", "metadata", Map.of("limit_source", source)));
        }
        return sign.startsWith("`")
                ? body(Map.of("message", "x", "error_type", text))
                : body(Map.of("message", text.isEmpty() ? "x" : text));
    }

    private static ErrorBody body(Map<String, Object> error) {
        return ErrorBody.of(Json.mapper().valueToTree(Map.of("error", error)));
    }
}

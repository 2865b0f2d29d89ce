package io.github.supportops.copilot.local.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleTest {

    private static final String HEADER =
            "intent\turgency\tsentiment\tescalation_required\tchurn_risk\tstyle\tmessage\n";

    @TempDir
    private Path folder;

    @Test
    void lineBreaksTabsAndBackslashesAreRead() throws IOException {
        Files.writeString(
                folder.resolve("a.tsv"), HEADER + "billing\tlow\tneutral\tfalse\tlow\tmail\tone\\ntwo\\tthree\\\\n\n");

        List<Example> examples = Example.readAll(folder);

        assertThat(examples).singleElement().extracting(Example::message).isEqualTo("one\ntwo\tthree\\n");
        assertThat(examples.get(0).labels()).containsEntry("churn_risk", "low").containsEntry("intent", "billing");
    }

    @Test
    void wrongLabelIsNamedWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("b.tsv"), HEADER + "bills\tlow\tneutral\tfalse\tlow\tmail\thi\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Example.readAll(folder))
                .withMessage("b.tsv, line 2: intent cannot be bills");
    }

    @Test
    void missingColumnIsNamedWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("c.tsv"), HEADER + "billing\tlow\tneutral\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Example.readAll(folder))
                .withMessage("c.tsv, line 2: 3 columns instead of 7");
    }
}

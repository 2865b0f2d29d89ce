package io.github.supportops.copilot.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptRegistryTest {
    private static final String SECOND = "id: triage\nversion: 2\n--- system\nTriage.\n--- user\n{{ticket}}\n";
    private static final String THIRD = "id: triage\nversion: 3\n--- system\nTriage well.\n--- user\n{{ticket}}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTemplates() throws IOException {
        Files.writeString(folder.resolve("second.txt"), SECOND);
        Files.writeString(folder.resolve("third.txt"), THIRD);
    }

    @Test
    void versionsLiveSideBySideAndTheLibrarysOwnIsActive() {
        PromptRegistry registry = PromptRegistry.of(List.of(version(SECOND), version(THIRD)));

        assertThat(registry.versions())
                .extracting(PromptVersion::name)
                .containsExactly("triage@1", "triage@2", "triage@3");
        assertThat(registry.active().template()).isSameAs(PromptTemplate.standard());
        assertThat(registry.template()).isSameAs(PromptTemplate.standard());
    }

    @Test
    void goingBackIsOneSettingAndEndsTheExperiment() {
        PromptRegistry trying = PromptRegistry.of(List.of(version(SECOND), version(THIRD)))
                .activate("triage@3")
                .tryOut("shorter", "triage@2", 0.5);

        PromptRegistry back = trying.activate("triage@1");

        assertThat(trying.experiment()).isPresent();
        assertThat(trying.template().identity().version()).isEqualTo("3|2");
        assertThat(back.experiment()).isEmpty();
        assertThat(back.template()).isSameAs(PromptTemplate.standard());
    }

    @Test
    void aFolderHoldsTemplatesTheActiveOneAndTheExperiment() throws IOException {
        PromptRegistry registry = read("""
                {"active": "triage@2",
                 "experiment": {"name": "longer", "candidate": "triage@3", "share": 0.25},
                 "prompts": [{"file": "second.txt", "created": "2026-11-20", "notes": "half as long"},
                             {"file": "third.txt", "created": "2026-11-21"}]}
                """);

        assertThat(registry.active().notes()).isEqualTo("half as long");
        assertThat(registry.active().created()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(registry.experiment().orElseThrow().identity().version()).isEqualTo("2|3");
    }

    @Test
    void anEmptyIndexMeansTheLibrarysOwnPrompt() throws IOException {
        assertThat(read("{}").template()).isSameAs(PromptTemplate.standard());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | prompts.json is not JSON",
                "[] | prompts.json: $ must be an object",
                "{\"actve\": \"triage@1\"} | prompts.json: $ has the setting \"actve\"",
                "{\"active\": \"triage@9\"} | There is no prompt triage@9; there are triage@1",
                "{\"prompts\": [{\"file\": \"../x.txt\"}]} | prompts.json: $.prompts[0].file must be a file inside",
                "{\"prompts\": [{\"file\": \"second.txt\"}]} | prompts.json: $.prompts[0].created must be a text",
                "{\"prompts\": [{\"file\": \"second.txt\", \"created\": \"soon\"}]} | prompts.json: $.prompts[0].created must be a date",
                "{\"experiment\": {\"name\": \"x\", \"candidate\": \"triage@2\", \"share\": \"all\"}} | prompts.json: $.experiment.share must be a number",
            })
    void whatIsWrongWithAFolderIsNamedWithItsPlace(String index, String message) {
        assertThatThrownBy(() -> read(index))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aTemplateThatIsWrongIsNamedByItsFile() throws IOException {
        Files.writeString(folder.resolve("broken.txt"), "id: triage\n");

        assertThatThrownBy(() -> read("{\"prompts\": [{\"file\": \"broken.txt\", \"created\": \"2026-11-20\"}]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("broken.txt: A prompt template needs");
    }

    @Test
    void twoPromptsOfOneNameAreRefused() {
        assertThatThrownBy(() -> PromptRegistry.of(List.of(version(SECOND), version(SECOND))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Two prompts are called triage@2");
    }

    private PromptRegistry read(String index) throws IOException {
        Files.writeString(folder.resolve("prompts.json"), index);
        return PromptRegistry.read(folder);
    }

    private static PromptVersion version(String text) {
        return new PromptVersion(PromptTemplate.fromText(text), LocalDate.of(2026, 11, 20), "");
    }
}

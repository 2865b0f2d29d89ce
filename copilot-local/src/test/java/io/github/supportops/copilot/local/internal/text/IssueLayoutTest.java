package io.github.supportops.copilot.local.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IssueLayoutTest {

    private static final String REPORT = """
            Export hangs
            <!-- Thank you for your report! Please fill in
                 everything below. -->
            ### Current behaviour
            It never ends. ![screen](https://example.org/a.png)

            | Item | Value |
            |------|-------|
            | CPUs | 8     |

            - [x] I searched the existing issues
            - [ ] I can send a fix

            ```
            java.io.IOException: disk full
                at org.example.Export.run(Export.java:12)
            more output
            ```
                at org.example.Main.main(Main.java:3)

            ### Anything else?
            _No response_
            <details><summary>System</summary>
            everything about my computer
            </details>
            """;

    @Test
    void whatAFormOrAMachineWroteIsTakenOut() {
        assertThat(IssueLayout.strip(REPORT).lines().filter(line -> !line.isBlank()))
                .map(String::strip)
                .containsExactly(
                        "Export hangs",
                        "Current behaviour",
                        "It never ends.",
                        "java.io.IOException: disk full",
                        "Anything else?");
    }

    @Test
    void aLongLinkBecomesAWord() {
        String text =
                "Please look at https://example.org/a/very/long/path/to/something?x=1 first. " + "More. ".repeat(40);

        assertThat(IssueLayout.strip(text)).startsWith("Please look at link first.");
    }

    @Test
    void aShortMessageIsKeptAsItIs() {
        String line = "at org.example.Export.run(Export.java:12)";

        assertThat(IssueLayout.strip(line)).isEqualTo(line);
    }

    @Test
    void aReportOfNothingButCodeIsKept() {
        String code = "|a|b|\n".repeat(60);

        assertThat(IssueLayout.strip(code)).isEqualTo(code);
    }

    @Test
    void anUnclosedFoldEndsTheReport() {
        String text = "Words of the reporter. ".repeat(12) + "\n<details>\n" + "log line\n".repeat(500);

        assertThat(IssueLayout.strip(text)).doesNotContain("log line").startsWith("Words of the reporter.");
    }
}

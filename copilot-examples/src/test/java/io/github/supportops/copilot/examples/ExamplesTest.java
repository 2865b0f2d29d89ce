package io.github.supportops.copilot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example runs without a key, which the build takes out of the environment of these tests. */
class ExamplesTest {
    @TempDir
    Path directory;

    @Test
    void analyzeOneTicket() {
        assertThat(outputOf(AnalyzeOneTicket::main))
                .contains("Urgency: ")
                .contains("As JSON: {\"ticket_id\":\"TCK-001\",\"analysis\":{\"intent\":");
    }

    @Test
    void enrichCsv() throws Exception {
        Path output = directory.resolve("enriched.csv");

        String printed = outputOf(EnrichCsv::main, "../data/sample_tickets.csv", output.toString());

        assertThat(printed).contains("64 rows enriched, 0 failed", "intent {");
        assertThat(Files.readAllLines(output).get(0))
                .isEqualTo(
                        "ticket_id,message,intent,urgency,sentiment,escalation_required,churn_risk,suggested_response");
    }

    @Test
    void customPrompt() {
        assertThat(outputOf(CustomPrompt::main))
                .contains("id=bicycle-shop, version=3")
                .contains("[SYSTEM] You triage support mails of a bicycle shop.")
                .contains("My front brake does nothing");
    }

    @Test
    void openRouterWithFallbackToLocal() {
        assertThat(outputOf(OpenRouterWithFallbackToLocal::main))
                .contains("Fallback(OpenRouter[model=openai/gpt-4o-mini], ")
                .contains("Answered by: local")
                .contains("failure=CONNECTION")
                .contains("Churn risk: ");
    }

    @Test
    void zendeskSync() {
        assertThat(outputOf(ZendeskSync::main))
                .contains("triaged", "tags: - -> ai_churn_", "note: - -> [ai-triage:", "messages to the customer 0")
                .containsPattern("before \\d+: status new, priority high, tags \\[vip], private notes 0")
                .containsPattern("after \\d+: status new, priority high, tags \\[[^]]*vip[^]]*], private notes 1");
    }

    @Test
    void freshdeskSync() {
        assertThat(outputOf(FreshdeskSync::main))
                .contains("triaged", "tags: - -> ai_churn_", "note: - -> [ai-triage:", "messages to the customer 0")
                .containsPattern("before \\d+: status 2, priority 3, tags \\[vip], private notes 0")
                .containsPattern("after \\d+: status 2, priority 3, tags \\[[^]]*vip[^]]*], private notes 1");
    }

    @Test
    void salesforceSync() {
        assertThat(outputOf(SalesforceSync::main))
                .contains("triaged", "AI_Intent__c: - -> ", "note: - -> [ai-triage:500", "messages to the customer 0")
                .containsPattern("before 500\\w+: status New, priority High, fields .*, internal comments 0")
                .containsPattern(
                        "after 500\\w+: status New, priority High, fields .*AI_Intent__c=.*, internal comments 1");
    }

    @Test
    void embedService() {
        assertThat(outputOf(EmbedService::main, directory.resolve("data").toString()))
                .contains(
                        "Serving at http://127.0.0.1:",
                        "{\"ticket_id\":\"TCK-001\",\"analysis\":{\"intent\":\"billing\"");
        assertThat(directory.resolve("data/copilot.db")).exists();
    }

    @Test
    void correctAndLearn() {
        assertThat(outputOf(CorrectAndLearn::main))
                .contains(", to review", ": approve")
                .containsPattern("Labelled by people: [1-3]")
                .contains("The next prompt: ");
    }

    @Test
    void measureQuality() throws Exception {
        Path topics = Files.createDirectory(directory.resolve("topics"));
        for (String topic : new String[] {"bills", "faults", "orders", "parcels"}) {
            Files.writeString(
                    topics.resolve(topic + ".tsv"),
                    "intent\turgency\tsentiment\tescalation_required\tchurn_risk\tstyle\tmessage\n"
                            + "billing\tlow\tneutral\tfalse\tlow\tchat\tWhy is my invoice for " + topic + " higher?\n"
                            + "technical_issue\tmedium\tnegative\tfalse\tlow\tchat\tThe page for " + topic
                            + " crashes.\\nAgain.\n");
        }
        Path gold = directory.resolve("gold.csv");
        Files.writeString(gold, "ticket_id,message,intent\n1,I was charged twice for one order,billing\n");
        Path page = directory.resolve("quality.md");

        outputOf(MeasureQuality::main, topics.toString(), page.toString(), "2", gold.toString());

        assertThat(page)
                .content()
                .contains("## Topics held back in turn, 2 parts")
                .contains("8 of 8 tickets answered")
                .contains("## gold.csv")
                .contains("1 of 1 tickets answered");
    }

    private static String outputOf(Consumer<String[]> example, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            example.accept(arguments);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}

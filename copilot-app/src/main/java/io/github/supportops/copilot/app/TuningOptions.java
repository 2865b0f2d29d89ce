package io.github.supportops.copilot.app;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.compose.Analyzers;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzerBuilder;
import io.github.supportops.copilot.prompt.PromptRegistry;
import io.github.supportops.copilot.prompt.PromptTemplate;
import io.github.supportops.copilot.review.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that give an analyzer what was learned: prompts of its own, and what a confidence is worth. */
final class TuningOptions {
    @Option(
            names = "--prompts",
            paramLabel = "DIR",
            description = "A folder of prompts; the active one, or its experiment, is what the model is told.")
    private @Nullable Path prompts;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description =
                    "Correct the confidence with what evaluate --learn-calibration wrote, before reviews are chosen.")
    private @Nullable Path calibration;

    /** {@return what the options change about the analyzer that asks a model} @throws SetupException for a wrong folder */
    UnaryOperator<OpenRouterTicketAnalyzerBuilder> prompts(Surroundings surroundings) {
        if (prompts == null) {
            return builder -> builder;
        }
        PromptTemplate template = template(surroundings);
        return builder -> builder.promptTemplate(template);
    }

    /** {@return the prompt that the options ask for; an experiment when one is under way} @throws SetupException as above */
    PromptTemplate template(Surroundings surroundings) {
        Path folder = prompts;
        if (folder == null) {
            return PromptTemplate.standard();
        }
        try {
            return PromptRegistry.read(surroundings.directory().resolve(folder)).template();
        } catch (IOException | IllegalArgumentException wrong) {
            throw unusable("--prompts", folder, wrong);
        }
    }

    /** {@return the analyzer with its confidence corrected, closing it} @throws SetupException for a wrong file */
    TicketAnalyzer calibrated(Surroundings surroundings, TicketAnalyzer analyzer) {
        Path file = calibration;
        if (file == null) {
            return analyzer;
        }
        try {
            return Analyzers.calibrated(
                    analyzer, Calibration.read(surroundings.directory().resolve(file)));
        } catch (IOException | IllegalArgumentException wrong) {
            analyzer.close();
            throw unusable("--calibration", file, wrong);
        }
    }

    private static SetupException unusable(String option, Path place, Exception wrong) {
        String why =
                wrong instanceof IOException ? wrong.getClass().getSimpleName() : String.valueOf(wrong.getMessage());
        return new SetupException(FailureKind.REQUEST, option + " " + place + " cannot be used: " + why);
    }
}

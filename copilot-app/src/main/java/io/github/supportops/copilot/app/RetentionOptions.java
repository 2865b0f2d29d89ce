package io.github.supportops.copilot.app;

import io.github.supportops.copilot.app.service.CopilotServiceBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how long the service keeps what it holds. */
final class RetentionOptions {
    private static final int MOST_DAYS = 36_500;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--keep-jobs",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "Delete finished jobs and their files after so long. Default: ${DEFAULT-VALUE}.")
    private int jobDays;

    @Option(
            names = "--keep-reviews",
            paramLabel = "DAYS",
            description = "Delete decided reviews after so long; pending ones stay. Default: never.")
    private @Nullable Integer reviewDays;

    @Option(
            names = "--keep-feedback",
            paramLabel = "DAYS",
            description = "Delete feedback so long after the decision. Default: never.")
    private @Nullable Integer feedbackDays;

    void apply(CopilotServiceBuilder service) {
        service.jobRetention(days("--keep-jobs", jobDays));
        if (reviewDays != null) {
            service.reviewRetention(days("--keep-reviews", reviewDays));
        }
        if (feedbackDays != null) {
            service.feedbackRetention(days("--keep-feedback", feedbackDays));
        }
    }

    private Duration days(String option, int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw new ParameterException(
                    command.commandLine(), option + " must be within 1 and " + MOST_DAYS + " days: " + days);
        }
        return Duration.ofDays(days);
    }
}

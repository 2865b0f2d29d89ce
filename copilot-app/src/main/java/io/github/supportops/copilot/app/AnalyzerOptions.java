package io.github.supportops.copilot.app;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzerBuilder;
import io.github.supportops.copilot.prompt.PromptTemplate;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which analyzer to use and how; every command that analyses mixes them in. */
final class AnalyzerOptions {
    static final String DEFAULT_MODEL = "openai/gpt-4o-mini";

    private static final String KEY = "OPENROUTER_API_KEY";
    private static final String BASE_URL = "OPENROUTER_BASE_URL";
    private static final String MODEL = "OPENROUTER_MODEL";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "openrouter, local (no network, no key), or auto: openrouter when a key is set, otherwise local. Default: auto.")
    private Choice choice = Choice.AUTO;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model to ask. Default: OPENROUTER_MODEL, then " + DEFAULT_MODEL + ".")
    private @Nullable String model;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "An OpenAI-compatible server. Default: OPENROUTER_BASE_URL, then "
                    + OpenRouterTicketAnalyzerBuilder.DEFAULT_BASE_URL + ".")
    private @Nullable String baseUrl;

    @Option(
            names = "--allow-private-addresses",
            description = "Let the base URL name a server inside a private network.")
    private boolean allowPrivateAddresses;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description = "The limit for one analysis, all attempts included. Default: 60.")
    private @Nullable Double deadlineSeconds;

    @Option(names = "--explain", description = "Ask for rationale, evidence quotes and language too; they cost tokens.")
    private boolean explain;

    /** Which analyzer the user wants. */
    enum Choice {
        OPENROUTER,
        LOCAL,
        AUTO
    }

    /**
     * Builds the analyzer that options and settings ask for; says on standard error which one that is where the user left
     * it open. The caller closes it.
     *
     * @param concurrency how many analyses will be under way at most
     */
    TicketAnalyzer open(Surroundings surroundings, int concurrency) {
        return open(surroundings, concurrency, builder -> builder);
    }

    /** As {@link #open(Surroundings, int)}, with a change that an analyzer without a network has no use for. */
    TicketAnalyzer open(
            Surroundings surroundings, int concurrency, UnaryOperator<OpenRouterTicketAnalyzerBuilder> change) {
        Settings settings = Settings.of(surroundings);
        boolean local = isLocal(settings);
        TicketAnalyzer analyzer = local ? LocalTicketAnalyzer.create() : openRouter(settings, concurrency, change);
        if (choice == Choice.AUTO) {
            surroundings.err().println("copilot: " + reason(local, settings));
        }
        if (local && (model != null || baseUrl != null)) {
            surroundings
                    .err()
                    .println(
                            "copilot: --model and --base-url mean nothing to the local analyzer; add --analyzer openrouter");
        }
        return analyzer;
    }

    /** {@return the model that will be asked; empty when the local analyzer answers} */
    Optional<String> askedModel(Surroundings surroundings) {
        Settings settings = Settings.of(surroundings);
        return isLocal(settings) ? Optional.empty() : Optional.of(model(settings));
    }

    private boolean isLocal(Settings settings) {
        return choice == Choice.LOCAL
                || (choice == Choice.AUTO && settings.get(KEY).isEmpty());
    }

    /**
     * Builds another analyzer to compare with, which uses the same settings but for what it names. The caller closes it.
     *
     * @param other {@code local}, {@code openrouter}, {@code openrouter:MODEL} or {@code prompt:FILE}
     */
    TicketAnalyzer openOther(Surroundings surroundings, int concurrency, String other) {
        Settings settings = Settings.of(surroundings);
        if (other.equals("local")) {
            return LocalTicketAnalyzer.create();
        }
        if (other.equals("openrouter")) {
            return openRouter(settings, concurrency, builder -> builder);
        }
        if (other.startsWith("openrouter:")) {
            String wanted = other.substring("openrouter:".length());
            return openRouter(settings, concurrency, builder -> builder.model(wanted));
        }
        if (other.startsWith("prompt:")) {
            PromptTemplate template = prompt(surroundings, other.substring("prompt:".length()));
            return openRouter(settings, concurrency, builder -> builder.promptTemplate(template));
        }
        throw new ParameterException(
                command.commandLine(), "--against must be local, openrouter, openrouter:MODEL or prompt:FILE");
    }

    private PromptTemplate prompt(Surroundings surroundings, String file) {
        try {
            return PromptTemplate.fromFile(surroundings.directory().resolve(file));
        } catch (IOException unreadable) {
            throw new ParameterException(
                    command.commandLine(),
                    "The prompt " + file + " cannot be read: "
                            + unreadable.getClass().getSimpleName());
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), "The prompt " + file + ": " + wrong.getMessage());
        }
    }

    /** {@return whether explanations are asked for} */
    boolean explains() {
        return explain;
    }

    private String reason(boolean local, Settings settings) {
        return local
                ? "using the local analyzer, because " + KEY + " is not set"
                : "using openrouter with the model " + model(settings) + ", because " + KEY + " is set";
    }

    private TicketAnalyzer openRouter(
            Settings settings, int concurrency, UnaryOperator<OpenRouterTicketAnalyzerBuilder> change) {
        OpenRouterTicketAnalyzerBuilder builder = OpenRouterTicketAnalyzer.builder()
                .model(model(settings))
                .allowPrivateAddresses(allowPrivateAddresses)
                .explain(explain)
                .maxConcurrentCalls(concurrency)
                .appName("copilot");
        Optional<Duration> deadline = deadline();
        deadline.ifPresent(builder::deadline);
        applyBaseUrl(builder, settings);
        applyKey(builder, settings);
        try {
            return change.apply(builder).build();
        } catch (IllegalStateException missingKey) {
            throw new SetupException(
                    FailureKind.API_KEY,
                    "No API key. Set " + KEY + " in the environment or in a file .env, or use --analyzer local");
        } catch (IllegalArgumentException wrongUrl) {
            throw wrongBaseUrl(wrongUrl);
        }
    }

    private String model(Settings settings) {
        String chosen = model != null ? model : settings.get(MODEL).orElse(DEFAULT_MODEL);
        if (chosen.isBlank()) {
            throw new ParameterException(command.commandLine(), "--model must not be blank");
        }
        return chosen;
    }

    private Optional<Duration> deadline() {
        Double seconds = deadlineSeconds;
        if (seconds == null) {
            return Optional.empty();
        }
        if (!(seconds >= 0.001 && seconds <= 86_400)) {
            throw new ParameterException(
                    command.commandLine(), "--deadline must be within 0.001 and 86400 seconds: " + seconds);
        }
        return Optional.of(Duration.ofNanos((long) (seconds * 1e9)));
    }

    private void applyBaseUrl(OpenRouterTicketAnalyzerBuilder builder, Settings settings) {
        try {
            Optional.ofNullable(baseUrl).or(() -> settings.get(BASE_URL)).ifPresent(builder::baseUrl);
        } catch (IllegalArgumentException wrong) {
            throw wrongBaseUrl(wrong);
        }
    }

    private static void applyKey(OpenRouterTicketAnalyzerBuilder builder, Settings settings) {
        try {
            settings.get(KEY).ifPresent(builder::apiKey);
        } catch (IllegalArgumentException wrong) {
            throw new SetupException(FailureKind.API_KEY, KEY + ": " + wrong.getMessage());
        }
    }

    private RuntimeException wrongBaseUrl(IllegalArgumentException wrong) {
        String problem = wrong.getMessage() + " (option --allow-private-addresses for a server in your own network)";
        return baseUrl != null
                ? new ParameterException(command.commandLine(), "--base-url: " + problem)
                : new SetupException(FailureKind.REQUEST, BASE_URL + ": " + problem);
    }
}

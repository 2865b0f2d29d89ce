package io.github.supportops.copilot.app;

import io.github.supportops.copilot.cache.FileResultCache;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names a file of kept results. */
final class CacheOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--cache",
            paramLabel = "FILE",
            description =
                    "Keep results in this file, and take from it what was asked before with the same model and prompt,"
                            + " also in other runs. It holds reply drafts; only you can read it.")
    private @Nullable Path file;

    /** {@return the cache, or null where none was asked for; the caller closes it after the analyzer} */
    @Nullable
    FileResultCache open(Surroundings surroundings) {
        if (file == null) {
            return null;
        }
        Path path = surroundings.directory().resolve(file);
        try {
            return FileResultCache.open(path);
        } catch (IOException refused) {
            throw new ParameterException(
                    command.commandLine(), "--cache " + file + " cannot be used: " + reason(refused));
        }
    }

    /** The system's exceptions have the path as their message, and their name says what is wrong with it. */
    private static String reason(IOException refused) {
        return refused.getClass() == IOException.class
                ? String.valueOf(refused.getMessage())
                : refused.getClass().getSimpleName();
    }
}

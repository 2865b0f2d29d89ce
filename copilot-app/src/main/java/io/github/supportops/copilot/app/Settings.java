package io.github.supportops.copilot.app;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Settings by name: the environment first, then the file {@code .env}. An empty value counts as none. */
final class Settings {
    private final Map<String, String> environment;
    private final Map<String, String> file;

    private Settings(Map<String, String> environment, Map<String, String> file) {
        this.environment = environment;
        this.file = file;
    }

    static Settings of(Surroundings surroundings) {
        return new Settings(surroundings.environment(), readFile(surroundings));
    }

    Optional<String> get(String name) {
        return value(environment, name).or(() -> value(file, name));
    }

    private static Optional<String> value(Map<String, String> source, String name) {
        return Optional.ofNullable(source.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Map<String, String> readFile(Surroundings surroundings) {
        String directory = surroundings.directory().toAbsolutePath().toString();
        try {
            return Dotenv.configure()
                    .directory(directory)
                    .ignoreIfMissing()
                    .load()
                    .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                    .stream()
                    .collect(Collectors.toMap(DotenvEntry::getKey, DotenvEntry::getValue, (first, last) -> last));
        } catch (DotenvException malformed) {
            // The exception quotes the line, which may hold a key, so it is not passed on.
            throw new SetupException(
                    FailureKind.REQUEST, directory + "/.env cannot be read; each line must look like NAME=value");
        }
    }
}

package io.github.supportops.copilot.app;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.store.Store;
import io.github.supportops.copilot.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the database that {@code serve} and {@code reviews} share. */
final class StoreOptions {
    static final String DESCRIPTION =
            "The database of reviews and feedback, for example jdbc:postgresql://host/name. Default: copilot.db in --data.";

    private StoreOptions() {}

    /** @throws SetupException if it cannot be opened; the message holds no address, which may hold a password */
    static Store open(Surroundings surroundings, Path data, @Nullable String database) {
        try {
            if (database != null) {
                return Store.open(database);
            }
            Path directory = Files.createDirectories(surroundings.directory().resolve(data));
            return Store.open(directory.resolve("copilot.db"));
        } catch (IOException unusable) {
            throw new SetupException(FailureKind.REQUEST, "The directory " + data + " cannot be used; choose another");
        } catch (StoreException | IllegalArgumentException wrong) {
            throw new SetupException(FailureKind.REQUEST, "--database: " + wrong.getMessage());
        }
    }
}

package io.github.supportops.copilot.app;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the file that says what may be written to a help desk. */
final class PolicyFile {
    private PolicyFile() {}

    /** @throws SetupException naming the file and the place in it that is not understood */
    static TriagePolicy read(Surroundings surroundings, @Nullable Path file) {
        if (file == null) {
            return TriagePolicy.standard();
        }
        try {
            return TriagePolicy.fromJson(
                    Files.readString(surroundings.directory().resolve(file)));
        } catch (IOException unreadable) {
            throw new SetupException(
                    FailureKind.REQUEST,
                    "The policy " + file + " cannot be read: "
                            + unreadable.getClass().getSimpleName());
        } catch (IllegalArgumentException wrong) {
            throw new SetupException(FailureKind.REQUEST, file + ": " + wrong.getMessage());
        }
    }
}

package io.github.supportops.copilot.helpdesk;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an update.
 *
 * @param kind what happened
 * @param version the ticket's version after it was written, or null where the system does not say; read it with {@link
 *     #newVersion()}
 * @param failure why it failed, for {@link Kind#FAILED} alone, otherwise null
 */
public record WriteOutcome(
        Kind kind, @Nullable String version, @Nullable HelpdeskRefusedException failure) {
    /** Checks that the kind is there. */
    public WriteOutcome {
        Objects.requireNonNull(kind, "kind");
    }

    /** What can become of an update. */
    public enum Kind {
        /** It is in the help desk. */
        WRITTEN,
        /** The ticket changed since it was read, and nothing was written: read it again and decide again. */
        CONFLICT,
        /** A note with this marker was already there; nothing was written. */
        ALREADY_THERE,
        /** The ticket is gone or closed for good. */
        GONE,
        /** The system refuses this update. */
        FAILED
    }

    /** {@return that it is in the help desk} */
    public static WriteOutcome written(@Nullable String newVersion) {
        return new WriteOutcome(Kind.WRITTEN, newVersion, null);
    }

    /** {@return that the ticket changed since it was read} */
    public static WriteOutcome conflict() {
        return new WriteOutcome(Kind.CONFLICT, null, null);
    }

    /** {@return that the note is there already} */
    public static WriteOutcome alreadyThere() {
        return new WriteOutcome(Kind.ALREADY_THERE, null, null);
    }

    /** {@return that the ticket cannot be changed any more} */
    public static WriteOutcome gone() {
        return new WriteOutcome(Kind.GONE, null, null);
    }

    /** {@return that the system refuses it} */
    public static WriteOutcome failed(HelpdeskRefusedException why) {
        return new WriteOutcome(Kind.FAILED, null, Objects.requireNonNull(why, "why"));
    }

    /** {@return the version after the write} */
    public Optional<String> newVersion() {
        return Optional.ofNullable(version);
    }
}

package io.github.supportops.copilot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fix the input: this ticket cannot be read, is too long, or is blocked by the provider's moderation. */
public final class InvalidTicketException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    /** Creates it; null for what is unknown. */
    public InvalidTicketException(
            FailureKind kind,
            String message,
            @Nullable Integer status,
            List<Attempt> attempts,
            @Nullable Throwable cause) {
        super(kind, message, status, attempts, cause);
    }

    /** Creates it for a ticket that is wrong before any call was made. */
    public InvalidTicketException(String message) {
        this(FailureKind.BAD_TICKET, message, null, List.of(), null);
    }
}

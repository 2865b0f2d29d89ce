package io.github.supportops.copilot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fix the setup: key, credits, model, permission or a request setting. It will hit every ticket in the same way, so a
 * batch stops at it.
 */
public final class SetupException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    /** Creates it; null for what is unknown. */
    public SetupException(
            FailureKind kind,
            String message,
            @Nullable Integer status,
            List<Attempt> attempts,
            @Nullable Throwable cause) {
        super(kind, message, status, attempts, cause);
    }

    /** Creates it for a setup that is wrong before any call was made. */
    public SetupException(FailureKind kind, String message) {
        this(kind, message, null, List.of(), null);
    }
}

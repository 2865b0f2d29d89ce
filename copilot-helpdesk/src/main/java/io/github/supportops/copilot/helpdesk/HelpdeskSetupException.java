package io.github.supportops.copilot.helpdesk;

import org.jspecify.annotations.Nullable;

/** Key, rights, address or mapping are wrong. No call will work before somebody changes the setup. */
public final class HelpdeskSetupException extends HelpdeskException {
    private static final long serialVersionUID = 1L;

    /** Creates it with what is wrong and what to do. */
    public HelpdeskSetupException(String message) {
        this(message, null);
    }

    /** As above, with the HTTP status that told it. */
    public HelpdeskSetupException(String message, @Nullable Integer status) {
        super(message, status, null);
    }
}

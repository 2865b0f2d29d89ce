package io.github.supportops.copilot.helpdesk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The help desk does not take this one request, for example for a rule of the account. Other tickets are not affected. */
public final class HelpdeskRefusedException extends HelpdeskException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> fields;

    /**
     * Creates it.
     *
     * @param message what was refused, with the system's error code; the system's own words only where they cannot quote
     *     ticket text
     * @param status the HTTP status, or null for an item of a bulk call
     * @param fields the fields the system complains about; may be empty
     */
    public HelpdeskRefusedException(String message, @Nullable Integer status, List<String> fields) {
        super(message, status, null);
        this.fields = List.copyOf(fields);
    }

    /** {@return the fields the system complains about} */
    public List<String> fields() {
        return fields == null ? List.of() : fields;
    }
}

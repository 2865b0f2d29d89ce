package io.github.supportops.copilot.testkit.helpdesk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ticket of a fake help desk at one moment.
 *
 * @param id its id
 * @param status the status in the system's own words
 * @param priorityValue the priority in the system's own words, or null; read it with {@link #priority()}
 * @param tags its tags; empty in systems without them
 * @param fields values of custom fields
 * @param group the group or owner, empty for none
 * @param publicMessages what the customer can see, oldest first, the customer's own messages included
 * @param privateNotes notes among agents, oldest first
 */
public record FakeTicketView(
        String id,
        String status,
        @Nullable String priorityValue,
        Set<String> tags,
        Map<String, String> fields,
        String group,
        List<String> publicMessages,
        List<String> privateNotes) {
    /** {@return the priority, absent for none} */
    public Optional<String> priority() {
        return Optional.ofNullable(priorityValue);
    }
}

package io.github.supportops.copilot.helpdesk;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The versions that our own writes have made, so that the change a sweep finds because of them costs no look. Only the last
 * {@value #MOST}; what is forgotten is recognised by its note. Thread-safe.
 */
final class OwnWrites {
    private static final int MOST = 10_000;

    private final Map<String, String> versions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    synchronized void remember(String ticketId, String version) {
        versions.put(ticketId, version);
    }

    synchronized boolean made(String ticketId, String version) {
        return version.equals(versions.get(ticketId));
    }
}

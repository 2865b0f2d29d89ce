package io.github.supportops.copilot.app;

import io.github.supportops.copilot.helpdesk.Checkpoints;
import io.github.supportops.copilot.store.Cursors;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checkpoints of a sync in the same database as reviews and feedback. Closing is up to the owner of the store. */
final class StoreCheckpoints implements Checkpoints {
    private static final String PREFIX = "helpdesk/";

    private final Cursors cursors;

    StoreCheckpoints(Cursors cursors) {
        this.cursors = cursors;
    }

    @Override
    public Optional<String> get(String name) {
        return cursors.read(PREFIX + name);
    }

    @Override
    public void put(String name, String value) {
        cursors.write(PREFIX + name, value);
    }

    @Override
    public void remove(String name) {
        cursors.remove(PREFIX + name);
    }

    @Override
    public void removeStartingWith(String prefix) {
        startingWith(prefix).keySet().forEach(this::remove);
    }

    @Override
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        cursors.startingWith(PREFIX + prefix)
                .forEach((name, value) -> found.put(name.substring(PREFIX.length()), value));
        return found;
    }

    @Override
    public void close() {}
}

package io.github.supportops.copilot.helpdesk;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checkpoints that end with the process. */
final class MemoryCheckpoints implements Checkpoints {
    private final TreeMap<String, String> values = new TreeMap<>();

    @Override
    public synchronized Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public synchronized void put(String name, String value) {
        values.put(name, value);
    }

    @Override
    public synchronized void remove(String name) {
        values.remove(name);
    }

    @Override
    public synchronized void removeStartingWith(String prefix) {
        values.keySet().removeAll(startingWith(prefix).keySet());
    }

    @Override
    public synchronized Map<String, String> startingWith(String prefix) {
        return new TreeMap<>(values.subMap(prefix, prefix + Character.MAX_VALUE));
    }

    synchronized int size() {
        return values.size();
    }

    @Override
    public void close() {}
}

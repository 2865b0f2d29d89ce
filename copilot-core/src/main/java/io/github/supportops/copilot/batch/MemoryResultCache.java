package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Holds the results used last. */
final class MemoryResultCache implements ResultCache {
    private final Map<String, AnalysisResult> results;

    MemoryResultCache(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1: " + most);
        }
        this.results = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, AnalysisResult> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public synchronized Optional<AnalysisResult> find(String key) {
        return Optional.ofNullable(results.get(key));
    }

    @Override
    public synchronized void store(String key, AnalysisResult result) {
        results.put(key, Objects.requireNonNull(result, "result"));
    }
}

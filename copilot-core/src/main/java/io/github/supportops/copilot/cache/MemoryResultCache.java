package io.github.supportops.copilot.cache;

import io.github.supportops.copilot.AnalysisResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The least recently used result goes first. One lock is enough: it is held for a map access, next to a call of seconds. */
final class MemoryResultCache implements ResultCache {
    private final int mostResults;
    private final Map<CacheKey, AnalysisResult> results = new LinkedHashMap<>(16, 0.75f, true);

    MemoryResultCache(int mostResults) {
        if (mostResults < 1) {
            throw new IllegalArgumentException("mostResults must be positive: " + mostResults);
        }
        this.mostResults = mostResults;
    }

    @Override
    public synchronized Optional<AnalysisResult> find(CacheKey key) {
        return Optional.ofNullable(results.get(Objects.requireNonNull(key, "key")));
    }

    @Override
    public synchronized void store(CacheKey key, AnalysisResult result) {
        results.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(result, "result"));
        if (results.size() > mostResults) {
            results.remove(results.keySet().iterator().next());
        }
    }

    @Override
    public String toString() {
        return "MemoryResultCache[mostResults=" + mostResults + "]";
    }
}

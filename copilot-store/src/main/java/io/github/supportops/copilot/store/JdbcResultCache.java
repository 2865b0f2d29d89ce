package io.github.supportops.copilot.store;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.cache.CacheKey;
import io.github.supportops.copilot.cache.ResultCache;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The result cache of a store. The oldest results go, now and then: trimming with every write would double its cost. */
final class JdbcResultCache implements ResultCache {
    private static final int WRITES_BETWEEN_TRIMS = 100;

    private final Database database;
    private final Duration maxAge;
    private final int mostResults;
    private final Supplier<Instant> clock;
    private final AtomicLong writes = new AtomicLong();

    JdbcResultCache(Database database, Duration maxAge, int mostResults, Supplier<Instant> clock) {
        this.database = database;
        this.maxAge = maxAge;
        this.mostResults = mostResults;
        this.clock = clock;
    }

    @Override
    public Optional<AnalysisResult> find(CacheKey key) {
        String stored = StoredText.key(key.value());
        long since = Retention.limit(clock.get(), maxAge);
        return database.read("look up a cached result", on -> ResultTable.find(on, stored, since))
                .map(StoredJson::readResult);
    }

    @Override
    public void store(CacheKey key, AnalysisResult result) {
        Objects.requireNonNull(result, "result");
        String stored = StoredText.key(key.value());
        long now = clock.get().toEpochMilli();
        boolean trim = writes.incrementAndGet() % WRITES_BETWEEN_TRIMS == 0;
        database.write("cache a result", connection -> {
            ResultTable.store(connection, stored, result, now);
            return trim ? ResultTable.trim(connection, mostResults) : 0;
        });
    }

    @Override
    public String toString() {
        return "JdbcResultCache[" + database.dialect() + ", maxAge=" + maxAge + ", mostResults=" + mostResults + "]";
    }
}

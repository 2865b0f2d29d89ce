package io.github.supportops.copilot.cache;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;

/**
 * A cache of results in one file, for the next run and for other processes, which may use it at the same time. Results are
 * appended, a line each with a checksum; a line that is torn or damaged is skipped and costs one call, never a wrong result.
 * The file holds reply drafts and quotes of tickets and is made readable for its owner only.
 *
 * <p>Memory is 32 bytes for each result. When there are more results than it may keep, the newer half stays. A result is
 * not forced to the disk, so a power cut may cost the last ones. Thread-safe; close it after the analyzers that use it.
 */
public final class FileResultCache implements ResultCache, AutoCloseable {
    /** How many results a file keeps unless told otherwise: about 600 MB. */
    public static final int DEFAULT_MOST_RESULTS = 500_000;

    private final Path path;
    private final int mostResults;
    private ResultFile file;
    private ResultPlaces places = new ResultPlaces();

    private FileResultCache(Path path, int mostResults) throws IOException {
        this.path = path;
        this.mostResults = mostResults;
        this.file = ResultFile.open(path);
    }

    /** Opens a cache that keeps {@value #DEFAULT_MOST_RESULTS} results; otherwise as {@link #open(Path, int)}. */
    public static FileResultCache open(Path file) throws IOException {
        return open(file, DEFAULT_MOST_RESULTS);
    }

    /**
     * Opens a cache, or makes an empty one where there is no file.
     *
     * @param mostResults how many it keeps
     * @throws IOException if the file cannot be read and written, or is something else than a cache
     * @throws IllegalArgumentException if mostResults is below 2
     */
    public static FileResultCache open(Path file, int mostResults) throws IOException {
        if (mostResults < 2) {
            throw new IllegalArgumentException("mostResults must be at least 2: " + mostResults);
        }
        FileResultCache cache = new FileResultCache(file, mostResults);
        try {
            cache.catchUp();
            return cache;
        } catch (IOException | RuntimeException broken) {
            cache.close();
            throw broken;
        }
    }

    @Override
    public synchronized Optional<AnalysisResult> find(CacheKey key) {
        Objects.requireNonNull(key, "key");
        try {
            Optional<AnalysisResult> known = known(key);
            if (known.isEmpty()) {
                catchUp();
                known = known(key);
            }
            return known;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public synchronized void store(CacheKey key, AnalysisResult result) {
        ResultLine line = new ResultLine(key, AnalysisJson.writeDetailed(result));
        try {
            catchUp();
            file.append(line);
            catchUp();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Optional<AnalysisResult> known(CacheKey key) throws IOException {
        long place = places.find(key);
        ResultLine line = place < 0 ? null : file.read(place);
        if (line == null || !line.key().equals(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(AnalysisJson.read(line.json()));
        } catch (IllegalArgumentException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    /** Takes in what this and other processes have appended. */
    private void catchUp() throws IOException {
        file.scan((line, place) -> places.put(line.key(), place));
        if (places.size() > mostResults) {
            keepNewerHalf();
        }
    }

    /** Another process that has the old file open goes on with it alone: that forgets results, which a cache may do. */
    private void keepNewerHalf() throws IOException {
        long[] ascending = places.ascending();
        Path smaller = Files.createTempFile(
                path.toAbsolutePath().getParent(), path.getFileName().toString(), ".tmp");
        try {
            try (ResultFile copy = ResultFile.open(smaller)) {
                for (int at = ascending.length - mostResults / 2; at < ascending.length; at++) {
                    ResultLine line = file.read(ascending[at]);
                    if (line != null) {
                        copy.append(line);
                    }
                }
            }
            Files.move(smaller, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(smaller);
        }
        file.close();
        file = ResultFile.open(path);
        places = new ResultPlaces();
        file.scan((line, place) -> places.put(line.key(), place));
    }

    /** Closes the file. What is asked of the cache afterwards fails, which an analyzer takes for "not known". */
    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return "FileResultCache[mostResults=" + mostResults + "]";
    }
}

package io.github.supportops.copilot.local;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LocalTicketAnalyzer}. Not thread-safe.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>{@code runtime}: {@link LocalRuntime#AUTO}
 *   <li>{@code heads}: those that come with the library
 *   <li>{@code threads}: one per core
 *   <li>{@code maxTicketCharacters}: {@value #DEFAULT_MAX_TICKET_CHARACTERS}
 * </ul>
 */
public final class LocalTicketAnalyzerBuilder {

    private static final int DEFAULT_MAX_TICKET_CHARACTERS = 100_000;

    LocalRuntime runtime = LocalRuntime.AUTO;

    @Nullable
    Path heads;

    int threads = Runtime.getRuntime().availableProcessors();
    int maxTicketCharacters = DEFAULT_MAX_TICKET_CHARACTERS;

    LocalTicketAnalyzerBuilder() {}

    /** Sets what computes the sentence vectors. */
    public LocalTicketAnalyzerBuilder runtime(LocalRuntime chosen) {
        this.runtime = Objects.requireNonNull(chosen, "runtime");
        return this;
    }

    /**
     * Uses heads made from example tickets of your own, as {@code docs/offline.md} describes. The file is read at the first
     * ticket; one that cannot be read fails it. Default: the heads that come with the library.
     */
    public LocalTicketAnalyzerBuilder heads(Path file) {
        this.heads = Objects.requireNonNull(file, "heads");
        return this;
    }

    /**
     * Sets how many tickets are analysed at the same time.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public LocalTicketAnalyzerBuilder threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + count);
        }
        this.threads = count;
        return this;
    }

    /**
     * Sets how long subject and message may be together. Of a longer ticket nothing is read. About the first 16,000
     * characters of the customer's own words are analysed.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public LocalTicketAnalyzerBuilder maxTicketCharacters(int characters) {
        if (characters < 1) {
            throw new IllegalArgumentException("maxTicketCharacters must be at least 1: " + characters);
        }
        this.maxTicketCharacters = characters;
        return this;
    }

    /** {@return the analyzer; the model is loaded at its first ticket} */
    public LocalTicketAnalyzer build() {
        return new LocalTicketAnalyzer(this);
    }
}

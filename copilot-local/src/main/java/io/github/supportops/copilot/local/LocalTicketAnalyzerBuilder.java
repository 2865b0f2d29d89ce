package io.github.supportops.copilot.local;

import java.util.Objects;

/**
 * Builds a {@link LocalTicketAnalyzer}. Not thread-safe.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>{@code runtime}: {@link LocalRuntime#AUTO}
 *   <li>{@code threads}: one per core
 *   <li>{@code maxTicketCharacters}: {@value #DEFAULT_MAX_TICKET_CHARACTERS}
 * </ul>
 */
public final class LocalTicketAnalyzerBuilder {

    private static final int DEFAULT_MAX_TICKET_CHARACTERS = 100_000;

    LocalRuntime runtime = LocalRuntime.AUTO;
    int threads = Runtime.getRuntime().availableProcessors();
    int maxTicketCharacters = DEFAULT_MAX_TICKET_CHARACTERS;

    LocalTicketAnalyzerBuilder() {}

    /** Sets what computes the sentence vectors. */
    public LocalTicketAnalyzerBuilder runtime(LocalRuntime chosen) {
        this.runtime = Objects.requireNonNull(chosen, "runtime");
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

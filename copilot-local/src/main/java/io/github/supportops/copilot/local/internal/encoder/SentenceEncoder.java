package io.github.supportops.copilot.local.internal.encoder;

/** Maps a text to a vector of length one; texts that mean alike lie close together. Implementations are thread-safe. */
public interface SentenceEncoder extends AutoCloseable {

    /** The longest input in word pieces, both markers included; what is beyond is not read. */
    int MAX_TOKENS = 256;

    /** The number of components of every vector. */
    int DIMENSIONS = 384;

    /** Encodes one text; the same text always gives the same vector. */
    float[] encode(String text);

    /** A short name of the runtime behind this encoder, for provenance and logs. */
    String name();

    @Override
    void close();
}

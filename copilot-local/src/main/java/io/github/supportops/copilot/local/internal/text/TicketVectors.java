package io.github.supportops.copilot.local.internal.text;

import io.github.supportops.copilot.local.internal.encoder.SentenceEncoder;
import io.github.supportops.copilot.local.internal.encoder.Vectors;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The one vector of a ticket: the mean of its passages. */
public final class TicketVectors {

    private TicketVectors() {}

    /**
     * Encodes every passage and averages. A text without any words is the vector of the empty text.
     *
     * @param stopped asked before every passage
     * @throws CancellationException if it was stopped
     */
    public static float[] of(TicketReader.Reading reading, SentenceEncoder encoder, BooleanSupplier stopped) {
        float[] sum = new float[SentenceEncoder.DIMENSIONS];
        for (String passage : reading.passages()) {
            if (stopped.getAsBoolean()) {
                throw new CancellationException("stopped while reading a ticket");
            }
            float[] vector = encoder.encode(passage);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return reading.passages().isEmpty() ? encoder.encode("") : Vectors.normalized(sum);
    }
}

package io.github.supportops.copilot.local.internal.text;

import io.github.supportops.copilot.local.internal.encoder.SentenceEncoder;
import io.github.supportops.copilot.local.internal.encoder.Vectors;

/** The one vector of a ticket: the mean of its passages. */
public final class TicketVectors {

    private TicketVectors() {}

    /** Encodes every passage and averages. A text without any words is the vector of the empty text. */
    public static float[] of(TicketReader.Reading reading, SentenceEncoder encoder) {
        float[] sum = new float[SentenceEncoder.DIMENSIONS];
        for (String passage : reading.passages()) {
            float[] vector = encoder.encode(passage);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return reading.passages().isEmpty() ? encoder.encode("") : Vectors.normalized(sum);
    }
}

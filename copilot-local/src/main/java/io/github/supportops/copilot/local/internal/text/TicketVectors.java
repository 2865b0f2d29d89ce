package io.github.supportops.copilot.local.internal.text;

import io.github.supportops.copilot.local.internal.encoder.SentenceEncoder;
import io.github.supportops.copilot.local.internal.encoder.Vectors;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The one vector of a ticket. */
public final class TicketVectors {

    private TicketVectors() {}

    /**
     * The vector of a ticket of one passage; of a longer one half the mean of its passages, which hears every part, half the
     * vector of its beginning read in one go, which hears how the parts belong together. On held-back mails the two together
     * are right more often than either. A text without any words is the vector of the empty text.
     *
     * @param stopped asked before every passage
     * @throws CancellationException if it was stopped
     */
    public static float[] of(TicketReader.Reading reading, SentenceEncoder encoder, BooleanSupplier stopped) {
        if (reading.passages().size() < 2) {
            return encoder.encode(reading.text());
        }
        float[] mean = new float[SentenceEncoder.DIMENSIONS];
        for (String passage : reading.passages()) {
            if (stopped.getAsBoolean()) {
                throw new CancellationException("stopped while reading a ticket");
            }
            add(encoder.encode(passage), mean);
        }
        Vectors.normalized(mean);
        add(encoder.encode(reading.text()), mean);
        return Vectors.normalized(mean);
    }

    private static void add(float[] vector, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
        }
    }
}

package io.github.supportops.copilot.local.training;

import io.github.supportops.copilot.local.internal.encoder.SentenceEncoder;
import io.github.supportops.copilot.local.internal.encoder.SentenceEncoders;
import io.github.supportops.copilot.local.internal.heads.Calibration;
import io.github.supportops.copilot.local.internal.heads.Examples;
import io.github.supportops.copilot.local.internal.heads.Head;
import io.github.supportops.copilot.local.internal.heads.Heads;
import io.github.supportops.copilot.local.internal.heads.HeadsFile;
import io.github.supportops.copilot.local.internal.heads.Inputs;
import io.github.supportops.copilot.local.internal.heads.LinearHead;
import io.github.supportops.copilot.local.internal.text.TicketReader;
import io.github.supportops.copilot.local.internal.text.TicketVectors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes {@code heads.bin} from a folder of example tickets: {@code TrainHeads EXAMPLES_FOLDER HEADS_FILE}.
 *
 * <p>The same examples give the same bytes on every machine; so it reads with the plain-Java encoder, which computes the
 * same everywhere. Prints, for every field, how often held-back topics were answered rightly.
 */
public final class TrainHeads {

    private final List<Example> examples;
    private final float[][] inputs;
    private final Examples stored;
    private final float[][] cosines;
    private final int[] folds;
    private final PrintStream log;

    TrainHeads(List<Example> examples, SentenceEncoder encoder, PrintStream log) {
        this.examples = examples;
        this.log = log;
        TicketReader reader = new TicketReader();
        float[][] vectors = new float[examples.size()][];
        inputs = new float[examples.size()][];
        for (int i = 0; i < examples.size(); i++) {
            TicketReader.Reading reading = reader.read("", examples.get(i).message());
            vectors[i] = TicketVectors.of(reading, encoder, () -> false);
            inputs[i] = Inputs.join(vectors[i], reading.cues().features(), reading.isLong());
        }
        stored = Examples.of(vectors, SentenceEncoder.DIMENSIONS);
        folds = HeldBack.folds(examples);
        cosines = new float[examples.size()][];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = stored.cosines(vectors[i]);
        }
    }

    /** Runs the training. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("usage: TrainHeads EXAMPLES_FOLDER HEADS_FILE");
            System.exit(2);
        }
        List<Example> examples = Example.readAll(Path.of(arguments[0]));
        System.out.println(examples.size() + " examples");
        try (SentenceEncoder encoder = SentenceEncoders.plainJava()) {
            Files.write(Path.of(arguments[1]), new TrainHeads(examples, encoder, System.out).train());
        }
    }

    byte[] train() {
        Map<String, Head> heads = new LinkedHashMap<>();
        Example.FIELDS.forEach((field, labels) -> heads.put(field, head(field, labels)));
        return HeadsFile.write(new Heads(stored, heads, "unwritten"));
    }

    private Head head(String field, List<String> labels) {
        FieldSettings settings = FieldSettings.of(field);
        byte[] truth = new byte[examples.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = (byte) labels.indexOf(examples.get(i).labels().get(field));
        }
        float[][] seen = settings.longCues() ? inputs : withoutLongCues();
        HeldBack heldBack = new HeldBack(seen, cosines, folds);
        List<double[]> shares = heldBack.shares(truth, labels, settings);
        List<Isotonic.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < truth.length; i++) {
            int chosen = HeldBack.highest(shares.get(i));
            outcomes.add(new Isotonic.Outcome(shares.get(i)[chosen], chosen == truth[i]));
        }
        long right = outcomes.stream().filter(Isotonic.Outcome::right).count();
        log.printf("%-20s %.1f %% right on held-back topics%n", field, 100.0 * right / truth.length);
        Calibration calibration = Isotonic.fit(outcomes, settings.trust());
        LinearHead linear = LogisticRegression.fit(seen, truth, labels.size(), settings.strength());
        return new Head(labels, linear, truth, settings.blend(), calibration);
    }

    private float[][] withoutLongCues() {
        float[][] without = new float[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            without[i] = Inputs.withoutLongCues(inputs[i], SentenceEncoder.DIMENSIONS);
        }
        return without;
    }
}

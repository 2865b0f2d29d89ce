package io.github.supportops.copilot.local.training;

import io.github.supportops.copilot.local.internal.encoder.SentenceEncoder;
import io.github.supportops.copilot.local.internal.encoder.SentenceEncoders;
import io.github.supportops.copilot.local.internal.heads.Examples;
import io.github.supportops.copilot.local.internal.heads.Head;
import io.github.supportops.copilot.local.internal.heads.Heads;
import io.github.supportops.copilot.local.internal.heads.HeadsFile;
import io.github.supportops.copilot.local.internal.heads.Inputs;
import io.github.supportops.copilot.local.internal.heads.Rules;
import io.github.supportops.copilot.local.internal.text.CueReport;
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
    private final List<CueReport> cues = new ArrayList<>();
    private final boolean[] longTexts;
    private final int[] folds;
    private final PrintStream log;

    TrainHeads(List<Example> examples, SentenceEncoder encoder, PrintStream log) {
        this.examples = examples;
        this.log = log;
        TicketReader reader = new TicketReader();
        float[][] vectors = new float[examples.size()][];
        inputs = new float[examples.size()][];
        longTexts = new boolean[examples.size()];
        for (int i = 0; i < examples.size(); i++) {
            TicketReader.Reading reading = reader.read("", examples.get(i).message());
            vectors[i] = TicketVectors.of(reading, encoder, () -> false);
            cues.add(reading.cues());
            longTexts[i] = reading.isLong();
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
        try (SentenceEncoder encoder = new RememberingEncoder(SentenceEncoders.plainJava())) {
            Files.write(Path.of(arguments[1]), new TrainHeads(examples, encoder, System.out).train());
        }
    }

    byte[] train() {
        Map<String, List<double[]>> shares = new LinkedHashMap<>();
        Example.FIELDS.forEach((field, labels) -> shares.put(field, heldBack(field, labels)));
        List<Rules> answers = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            answers.add(answer(i, shares));
        }
        Map<String, Head> heads = new LinkedHashMap<>();
        Example.FIELDS.forEach((field, labels) -> heads.put(field, head(field, labels, answers)));
        return HeadsFile.write(new Heads(stored, heads, "unwritten"));
    }

    private List<double[]> heldBack(String field, List<String> labels) {
        FieldSettings settings = FieldSettings.of(field);
        return new HeldBack(seen(settings), cosines, folds).shares(truth(field, labels), labels, settings);
    }

    /** The answer of heads that saw no example of the same topic, after the rules. */
    private Rules answer(int example, Map<String, List<double[]>> shares) {
        Map<String, double[]> own = new LinkedHashMap<>();
        shares.forEach((field, all) -> own.put(field, all.get(example)));
        Rules rules = new Rules(Example.FIELDS, own, cues.get(example));
        rules.apply();
        return rules;
    }

    private Head head(String field, List<String> labels, List<Rules> answers) {
        FieldSettings settings = FieldSettings.of(field);
        List<Isotonic.Outcome> shortTexts = new ArrayList<>();
        List<Isotonic.Outcome> longs = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Rules answer = answers.get(i);
            boolean right = answer.label(field).equals(examples.get(i).labels().get(field));
            (longTexts[i] ? longs : shortTexts).add(new Isotonic.Outcome(answer.share(field), right));
        }
        log.printf(
                "%-20s %.1f %% of the short and %.1f %% of the long texts of held-back topics right%n",
                field, percentRight(shortTexts), percentRight(longs));
        byte[] truth = truth(field, labels);
        return new Head(
                labels,
                LogisticRegression.fit(seen(settings), truth, labels.size(), settings.strength()),
                truth,
                settings.blend(),
                Isotonic.fit(shortTexts, settings.trust(), settings.agreement()),
                Isotonic.fit(longs.isEmpty() ? shortTexts : longs, settings.trust(), settings.agreement()));
    }

    private static double percentRight(List<Isotonic.Outcome> outcomes) {
        long right = outcomes.stream().filter(Isotonic.Outcome::right).count();
        return 100.0 * right / Math.max(1, outcomes.size());
    }

    private byte[] truth(String field, List<String> labels) {
        byte[] truth = new byte[examples.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = (byte) labels.indexOf(examples.get(i).labels().get(field));
        }
        return truth;
    }

    private float[][] seen(FieldSettings settings) {
        return settings.longCues() ? inputs : withoutLongCues();
    }

    private float[][] withoutLongCues() {
        float[][] without = new float[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            without[i] = Inputs.withoutLongCues(inputs[i], SentenceEncoder.DIMENSIONS);
        }
        return without;
    }
}

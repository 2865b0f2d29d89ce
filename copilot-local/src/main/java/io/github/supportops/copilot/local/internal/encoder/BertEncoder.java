package io.github.supportops.copilot.local.internal.encoder;

import io.github.supportops.copilot.local.internal.encoder.BertWeights.Layer;
import io.github.supportops.copilot.local.internal.encoder.BertWeights.Linear;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The quantized BERT encoder in plain Java: the same integer matrix products as the ONNX graph, no native code.
 *
 * <p>Thread-safe: every call takes its working memory from a pool and gives it back, so nothing is allocated per token and
 * as many scratch areas exist as calls ran at the same time (about 4 MB each, no more than one per core is kept).
 */
final class BertEncoder implements SentenceEncoder {

    private static final int HIDDEN = BertWeights.HIDDEN;
    private static final int HEAD = HIDDEN / BertWeights.HEADS;
    private static final int KEPT = Runtime.getRuntime().availableProcessors();

    private final WordPieceTokenizer tokenizer;
    private final BertWeights weights;
    private final ConcurrentLinkedQueue<BertScratch> pool = new ConcurrentLinkedQueue<>();

    BertEncoder(WordPieceTokenizer tokenizer, BertWeights weights) {
        this.tokenizer = tokenizer;
        this.weights = weights;
    }

    @Override
    public float[] encode(String text) {
        int[] tokens = tokenizer.tokenize(text, MAX_TOKENS);
        BertScratch pooled = pool.poll();
        BertScratch scratch = pooled == null ? new BertScratch() : pooled;
        float[] vector = encode(tokens, scratch);
        // size() walks the queue, which never holds more than a handful.
        if (pool.size() < KEPT) {
            pool.add(scratch);
        }
        return vector;
    }

    private float[] encode(int[] tokens, BertScratch scratch) {
        scratch.begin(tokens.length);
        embed(tokens, scratch);
        for (Layer layer : weights.layers) {
            attend(layer, scratch);
            project(scratch.context, HIDDEN, layer.attentionOutput(), scratch, scratch.projected);
            addAndNormalize(scratch, layer.attentionNorm());
            project(scratch.state, HIDDEN, layer.inner(), scratch, scratch.inner);
            for (int row = 0; row < scratch.tokens; row++) {
                FastMath.gelu(scratch.inner[row], BertWeights.INNER);
            }
            project(scratch.inner, BertWeights.INNER, layer.output(), scratch, scratch.projected);
            addAndNormalize(scratch, layer.norm());
        }
        return Vectors.normalized(Arrays.copyOf(scratch.state[0], HIDDEN));
    }

    private void embed(int[] tokens, BertScratch scratch) {
        for (int row = 0; row < tokens.length; row++) {
            float[] state = scratch.state[row];
            Arrays.fill(state, 0f);
            weights.words.addRow(tokens[row], state);
            weights.types.addRow(0, state);
            weights.positions.addRow(row, state);
            FastMath.normalize(state, weights.embeddingNorm);
        }
    }

    /** A linear layer: quantize the input to 8 bits, multiply whole numbers, scale back, add the bias. */
    private static void project(float[][] input, int inputs, Linear linear, BertScratch scratch, float[][] output) {
        float inputScale = scratch.quantize(input, inputs);
        int columns = linear.scale.length;
        for (int row = 0; row < scratch.rows; row++) {
            Arrays.fill(output[row], 0, columns, 0f);
        }
        MatrixKernel.multiply(scratch.quantized, scratch.rows, linear.rows, inputs, columns, output);
        for (int row = 0; row < scratch.tokens; row++) {
            rescale(output[row], inputScale, linear.scale, linear.bias, columns);
        }
    }

    private static void rescale(float[] row, float inputScale, float[] scale, float[] bias, int columns) {
        for (int column = 0; column < columns; column++) {
            row[column] = row[column] * (inputScale * scale[column]) + bias[column];
        }
    }

    private static void addAndNormalize(BertScratch scratch, BertWeights.Norm norm) {
        for (int row = 0; row < scratch.tokens; row++) {
            FastMath.add(scratch.projected[row], scratch.state[row], HIDDEN);
            FastMath.normalize(scratch.state[row], norm);
        }
    }

    /**
     * Self-attention with everything transposed: rows run over the querying tokens, so each step is a whole-row operation
     * and the softmax is taken down the columns.
     */
    private static void attend(Layer layer, BertScratch scratch) {
        project(scratch.state, HIDDEN, layer.attention(), scratch, scratch.attention);
        int tokens = scratch.tokens;
        BertScratch.transpose(scratch.attention, tokens, HIDDEN, scratch.queries);
        for (int head = 0; head < BertWeights.HEADS; head++) {
            weigh(scratch, head);
            mix(scratch, head);
        }
        for (int row = 0; row < tokens; row++) {
            float[] context = scratch.context[row];
            for (int column = 0; column < HIDDEN; column++) {
                context[column] = scratch.mixed[column][row];
            }
        }
    }

    /** Fills {@code weights[key][query]} of one head with the softmax over the keys. */
    private static void weigh(BertScratch scratch, int head) {
        int tokens = scratch.tokens;
        float[][] queries = scratch.queries;
        Arrays.fill(scratch.maximum, 0, tokens, Float.NEGATIVE_INFINITY);
        for (int key = 0; key < tokens; key++) {
            float[] scores = scratch.weights[key];
            Arrays.fill(scores, 0, tokens, 0f);
            for (int part = 0; part < HEAD; part += 4) {
                int from = head * HEAD + part;
                MatrixKernel.addRows(
                        scratch.attention[key],
                        HIDDEN + from,
                        queries[from],
                        queries[from + 1],
                        queries[from + 2],
                        queries[from + 3],
                        tokens,
                        scores);
            }
            FastMath.max(scores, scratch.maximum, tokens);
        }
        Arrays.fill(scratch.total, 0, tokens, 0f);
        for (int key = 0; key < tokens; key++) {
            FastMath.exp(scratch.weights[key], scratch.maximum, BertScratch.SCORE_SCALE, tokens);
            FastMath.add(scratch.weights[key], scratch.total, tokens);
        }
    }

    /** Fills the rows {@code mixed[column][query]} of one head with the weighted values. */
    private static void mix(BertScratch scratch, int head) {
        int tokens = scratch.tokens;
        int padded = scratch.paddedTokens;
        for (int key = tokens; key < padded; key++) {
            Arrays.fill(scratch.weights[key], 0, tokens, 0f);
        }
        for (int part = 0; part < HEAD; part++) {
            int column = head * HEAD + part;
            float[] values = scratch.column(2 * HIDDEN + column);
            float[] mixed = scratch.mixed[column];
            Arrays.fill(mixed, 0, tokens, 0f);
            for (int key = 0; key < padded; key += 4) {
                MatrixKernel.addRows(
                        values,
                        key,
                        scratch.weights[key],
                        scratch.weights[key + 1],
                        scratch.weights[key + 2],
                        scratch.weights[key + 3],
                        tokens,
                        mixed);
            }
            FastMath.divide(mixed, scratch.total, tokens);
        }
    }

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void close() {
        pool.clear();
    }
}

package io.github.supportops.copilot.local.internal.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The weights of the quantized bge-small-en-v1.5 model, laid out for {@link MatrixKernel}.
 *
 * <p>The 8-bit weights are kept as whole-numbered floats, about 85 MB of heap: products and sums of whole numbers below
 * 2^24 are exact in float arithmetic, so this is the integer arithmetic of the quantized model at the speed of the float
 * units, the only wide units that the JIT compiler of Java 17 uses by itself. The word table stays in bytes.
 */
final class BertWeights {

    static final int LAYERS = 12;
    static final int HEADS = 12;
    static final int HIDDEN = SentenceEncoder.DIMENSIONS;
    static final int INNER = 4 * HIDDEN;

    private static final int POSITIONS = 512;
    private static final int MATRICES_PER_LAYER = 6;

    /** A linear layer: {@code output = scale of the input * scale[column] * (input x rows)[column] + bias[column]}. */
    static final class Linear {
        final float[][] rows;
        final float[] scale;
        final float[] bias;

        Linear(int inputs, int outputs) {
            rows = new float[inputs][padded(outputs)];
            scale = new float[outputs];
            bias = new float[outputs];
        }
    }

    /** The learned gain and offset of a layer normalisation. */
    static final class Norm {
        final float[] gain;
        final float[] offset;

        Norm(float[] gain, float[] offset) {
            this.gain = gain;
            this.offset = offset;
        }
    }

    /** One transformer layer; query, key and value are one matrix because they read the same input. */
    record Layer(
            Linear attention, Linear attentionOutput, Norm attentionNorm, Linear inner, Linear output, Norm norm) {}

    /** A table of 8-bit rows. */
    static final class Table {
        private static final int ZERO = 128;

        private final byte[] values;
        private final float scale;

        Table(byte[] values, float scale) {
            this.values = values;
            this.scale = scale;
        }

        void addRow(int row, float[] target) {
            int from = row * HIDDEN;
            for (int column = 0; column < HIDDEN; column++) {
                target[column] += ((values[from + column] & 255) - ZERO) * scale;
            }
        }
    }

    final Table words;
    final Table positions;
    final Table types;
    final Norm embeddingNorm;
    final List<Layer> layers;

    private BertWeights(Map<String, OnnxReader.Tensor> tensors) throws IOException {
        words = table(tensors, "word", -1);
        positions = table(tensors, "position", POSITIONS);
        types = table(tensors, "token_type", 2);
        embeddingNorm = norm(tensors, "embeddings.");
        List<String> matrices = tensors.keySet().stream()
                .filter(name -> name.startsWith("onnx::MatMul_") && name.endsWith("_quantized"))
                .toList();
        if (matrices.size() != LAYERS * MATRICES_PER_LAYER) {
            throw new IOException("the model file has " + matrices.size() + " weight matrices instead of "
                    + LAYERS * MATRICES_PER_LAYER);
        }
        List<Layer> read = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            int first = layer * MATRICES_PER_LAYER;
            read.add(layer(tensors, layer, matrices.subList(first, first + MATRICES_PER_LAYER)));
        }
        layers = List.copyOf(read);
    }

    static BertWeights read(InputStream model) throws IOException {
        return new BertWeights(OnnxReader.read(model));
    }

    private static Layer layer(Map<String, OnnxReader.Tensor> tensors, int layer, List<String> matrices)
            throws IOException {
        String prefix = "encoder.layer." + layer + ".";
        Linear attention = new Linear(HIDDEN, 3 * HIDDEN);
        String[] parts = {"query", "key", "value"};
        for (int part = 0; part < parts.length; part++) {
            String bias = prefix + "attention.self." + parts[part] + ".bias";
            fill(tensors, matrices.get(part), bias, attention, part * HIDDEN, HIDDEN);
        }
        return new Layer(
                attention,
                linear(tensors, matrices.get(3), prefix + "attention.output.dense.bias", HIDDEN, HIDDEN),
                norm(tensors, prefix + "attention.output."),
                linear(tensors, matrices.get(4), prefix + "intermediate.dense.bias", HIDDEN, INNER),
                linear(tensors, matrices.get(5), prefix + "output.dense.bias", INNER, HIDDEN),
                norm(tensors, prefix + "output."));
    }

    private static Linear linear(
            Map<String, OnnxReader.Tensor> tensors, String matrix, String bias, int inputs, int outputs)
            throws IOException {
        Linear linear = new Linear(inputs, outputs);
        fill(tensors, matrix, bias, linear, 0, outputs);
        return linear;
    }

    private static void fill(
            Map<String, OnnxReader.Tensor> tensors, String matrix, String bias, Linear target, int from, int columns)
            throws IOException {
        int inputs = target.rows.length;
        OnnxReader.Tensor weights = tensor(tensors, matrix);
        if (!weights.shape.equals(List.of(inputs, columns))) {
            throw new IOException("matrix " + matrix + " has the shape " + weights.shape);
        }
        for (int input = 0; input < inputs; input++) {
            float[] row = target.rows[input];
            for (int column = 0; column < columns; column++) {
                row[from + column] = weights.raw[input * columns + column];
            }
        }
        float[] scale = tensor(tensors, matrix.replace("_quantized", "_scale")).asFloats();
        System.arraycopy(scale, 0, target.scale, from, columns);
        System.arraycopy(tensor(tensors, bias).asFloats(), 0, target.bias, from, columns);
    }

    /**
     * The length of a row array such that the rows, allocated one after the other behind a 16-byte header, all start at
     * the same place within a cache line: loads that cross lines cost a quarter of the speed.
     */
    static int padded(int columns) {
        return (columns + 15) / 16 * 16 + 12;
    }

    private static Norm norm(Map<String, OnnxReader.Tensor> tensors, String prefix) throws IOException {
        return new Norm(
                tensor(tensors, prefix + "LayerNorm.weight").asFloats(),
                tensor(tensors, prefix + "LayerNorm.bias").asFloats());
    }

    private static Table table(Map<String, OnnxReader.Tensor> tensors, String kind, int rows) throws IOException {
        String name = "embeddings." + kind + "_embeddings.weight";
        OnnxReader.Tensor values = tensor(tensors, name + "_quantized");
        if ((rows >= 0 && values.shape.get(0) != rows) || values.shape.get(1) != HIDDEN) {
            throw new IOException("table " + kind + " has the shape " + values.shape);
        }
        return new Table(values.raw, tensor(tensors, name + "_scale").asFloats()[0]);
    }

    private static OnnxReader.Tensor tensor(Map<String, OnnxReader.Tensor> tensors, String name) throws IOException {
        OnnxReader.Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IOException("the model file has no tensor " + name);
        }
        return tensor;
    }
}
